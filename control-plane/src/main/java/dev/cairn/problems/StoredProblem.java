package dev.cairn.problems;

import dev.cairn.problems.files.ProblemFile.ReadProblem;
import org.jspecify.annotations.Nullable;

/**
 * A stored problem.
 *
 * @param ordinal index in its set, from 0
 * @param tolerance how far a number may be from the answer; absent if it must be exact
 * @param unit unit of the answer, if the file had a field for it; it is not compared
 */
record StoredProblem(
        int ordinal,
        String id,
        String question,
        String answer,
        @Nullable Double tolerance,
        @Nullable String unit) {
    static StoredProblem of(int ordinal, ReadProblem read) {
        return new StoredProblem(
                ordinal,
                read.problem().id(),
                read.problem().question(),
                read.problem().answer(),
                read.problem().tolerance(),
                read.unit());
    }
}
