package dev.cairn.problems;

import org.jspecify.annotations.Nullable;

/**
 * A problem of a set as it is listed.
 *
 * @param ordinal index in its set, from 0
 * @param tolerance how far a number may be from the answer; absent if it must be exact
 * @param unit unit of the answer, if the file had a field for it; it is not compared
 * @param screened its result in the screening that was asked for; absent if that did not measure it
 */
public record ListedProblem(
        int ordinal,
        String id,
        String question,
        String answer,
        @Nullable Double tolerance,
        @Nullable String unit,
        @Nullable Screened screened) {
    /**
     * What a screening found.
     *
     * @param samples completions of the base model
     * @param correct how many of them were right
     * @param truncated how many of them were cut off at the limit
     * @param half the half of the hard set that it is in; absent if it is in neither
     */
    public record Screened(
            int samples,
            int correct,
            int truncated,
            @Nullable Half half) {}

    /** One half of the hard set. */
    public enum Half {
        TRAIN,
        TEST
    }
}
