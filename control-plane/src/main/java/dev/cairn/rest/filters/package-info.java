/** The filters around an operation: rate limits, idempotency keys, the audit. */
@NullMarked
package dev.cairn.rest.filters;

import org.jspecify.annotations.NullMarked;
