/**
 * Problem sets: imported from uploads, stored under their names, and read by runs.
 *
 * <p>Owns the tables problem_set and problem and the folder HOME/problem-sets; {@link dev.cairn.problems.files} reads
 * the file formats.
 */
@NullMarked
package dev.cairn.problems;

import org.jspecify.annotations.NullMarked;
