/**
 * Benchmarks, run by {@code ops/bench}; none is a test. Each prints its machine and settings, and of every figure the
 * median of its runs.
 *
 * <p>May use: everything. The stub engine runs in a process of its own, so that its CPU time is its own too.
 */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
