package dev.cairn.results;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a screening or an evaluation on one problem.
 *
 * @param question its text; absent if the problem is no longer in the experiment's problem set
 * @param answer the reference answer
 * @param samples number of completions
 * @param correct number of these that are correct
 * @param truncated number of these that were cut off at the token limit
 * @param half of the hard set, {@code train} or {@code test}; absent for other problems and in evaluations
 */
public record ProblemScoreView(
        String problemId,
        @Nullable String question,
        @Nullable String answer,
        int samples,
        int correct,
        int truncated,
        @Nullable String half) {}
