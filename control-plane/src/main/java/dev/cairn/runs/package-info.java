/**
 * Carries out claimed runs: wires a run's ports to its algorithm, keeps its lease alive, and ends it with its outcome.
 */
@NullMarked
package dev.cairn.runs;

import org.jspecify.annotations.NullMarked;
