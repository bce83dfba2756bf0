package dev.cairn.problems;

import dev.cairn.problems.files.ReadProblem;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is stored.
 *
 * @param ordinal in its set, from 0
 * @param tolerance how far from the answer a number may be; absent: not at all
 * @param unit of the answer, where the file had it in a field of its own; it is not compared
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
