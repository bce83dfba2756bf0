/**
 * The terminal of {@code ops/run} and {@code ops/serve}: options, the choice between the last experiment and a new one,
 * its events and current status, why it stalls if it does, and the summary.
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
