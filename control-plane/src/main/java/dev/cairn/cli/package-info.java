/**
 * What a person at a terminal sees of {@code ops/run}: its options, a line an outer step, a progress display in between
 * and the summary. May use: access, experiments, ledger, problems, soar, platform.
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
