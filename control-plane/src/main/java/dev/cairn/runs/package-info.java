/** Executes claimed runs: connects a run's ports to its algorithm, renews its lease, and ends it with its outcome. */
@NullMarked
package dev.cairn.runs;

import org.jspecify.annotations.NullMarked;
