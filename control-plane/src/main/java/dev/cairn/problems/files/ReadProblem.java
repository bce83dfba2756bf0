package dev.cairn.problems.files;

import dev.cairn.ports.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A problem with the other facts from its file.
 *
 * @param unit unit of the answer, if it has a field of its own
 * @param line line where its record begins, from 1
 */
public record ReadProblem(Problem problem, @Nullable String unit, int line) {}
