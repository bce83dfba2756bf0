/**
 * Problem sets: reading the known file formats, storing each content once, and reading it back for runs.
 *
 * <p>Owns the tables problem_set and problem. May use: {@code soar}.
 */
@NullMarked
package dev.cairn.problems;

import org.jspecify.annotations.NullMarked;
