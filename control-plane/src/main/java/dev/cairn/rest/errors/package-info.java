/**
 * Reads request bodies strictly and answers errors as problem details (RFC 9457): which field, what is wrong, what is
 * allowed.
 */
@NullMarked
package dev.cairn.rest.errors;

import org.jspecify.annotations.NullMarked;
