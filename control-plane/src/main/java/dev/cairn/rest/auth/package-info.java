/** Authentication and authorization: bearer tokens, session cookies and the role that an operation needs. */
@NullMarked
package dev.cairn.rest.auth;

import org.jspecify.annotations.NullMarked;
