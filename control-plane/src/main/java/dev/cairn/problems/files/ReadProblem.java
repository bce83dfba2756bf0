package dev.cairn.problems.files;

import dev.cairn.ports.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A problem with what its file says beside it.
 *
 * @param unit of the answer, where it stands in a field of its own
 * @param line where its record begins, from 1
 */
public record ReadProblem(Problem problem, @Nullable String unit, int line) {}
