/**
 * The checks before a request is routed to an operation: addresses, origin, loopback, headers, the size of its body.
 */
@NullMarked
package dev.cairn.rest.edge;

import org.jspecify.annotations.NullMarked;
