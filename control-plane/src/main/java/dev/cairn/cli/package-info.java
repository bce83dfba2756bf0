/**
 * What a person at a terminal sees of {@code ops/run}: its options, a line an outer step, a progress display in between,
 * why nothing runs where nothing does, and the summary. May use: access, experiments, problems, queue, reports, runs.
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
