/**
 * The messages of the worker protocol as records; schemas/worker-protocol.schema.json is generated from them.
 *
 * <p>A message consists of a header with small values, named in snake case, and flat arrays.
 */
@NullMarked
package dev.cairn.bridge.protocol;

import org.jspecify.annotations.NullMarked;
