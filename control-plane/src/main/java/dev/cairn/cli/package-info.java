/**
 * What a person at the terminal of {@code ops/run} and {@code ops/serve} sees: options, the choice between the last
 * experiment and a new one, its events as lines and what happens between them, why nothing runs where nothing does, and the
 * summary.
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
