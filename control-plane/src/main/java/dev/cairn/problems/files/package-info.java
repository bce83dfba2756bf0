/**
 * Reads problem files: what kind of file it is, its records one after the other, and each record as a problem.
 *
 * <p>An error names file, line, what is wrong and what to do; it never repeats what the file holds.
 */
@NullMarked
package dev.cairn.problems.files;

import org.jspecify.annotations.NullMarked;
