/**
 * Benchmarks, run by {@code ops/bench}; they are not tests. Each prints its machine and settings, and the median of
 * every figure.
 *
 * <p>May use: everything. The stub engine runs in a separate process, so that its CPU time is measured separately.
 */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
