/** What a request meets before it has an operation: addresses, origin, loopback, headers, the size of its body. */
@NullMarked
package dev.cairn.rest.edge;

import org.jspecify.annotations.NullMarked;
