/**
 * Authentication and authorization: bearer tokens, session cookies and the role that an operation needs; the operations
 * on tokens, sessions and sign-in links.
 */
@NullMarked
package dev.cairn.rest.auth;

import org.jspecify.annotations.NullMarked;
