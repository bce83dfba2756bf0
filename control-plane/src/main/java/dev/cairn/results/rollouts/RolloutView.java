package dev.cairn.results.rollouts;

import org.jspecify.annotations.Nullable;

/**
 * A stored completion.
 *
 * @param problemId the problem's id, or the question's {@code k.i}; empty for a teacher's completion that was rejected
 * @param verdict how the answer was graded; for a teacher's completion ({@code WRITE}, {@code WRITE_ANSWER}) only whether its own answer can
 *     be parsed, not whether it is right
 * @param reward in training the points of a student's answer, before scaling; elsewhere 1 if correct, else 0; 0 for a
 *     teacher's completion
 * @param klPenalty subtracted from the scaled reward before advantages; absent unless the KL is part of the reward
 * @param advantage as sent to the trainer; for a teacher's completion the advantage of its set, 0 until the teacher's
 *     update
 * @param rule the rule that decided the verdict
 * @param otherVerdict verdict of the other rule, if it was asked
 * @param text absent if the text policy did not keep it
 */
public record RolloutView(
        String unit,
        int ordinal,
        String purpose,
        int step,
        int promptIndex,
        int sample,
        String problemId,
        long seed,
        @Nullable String answer,
        String rule,
        String verdict,
        @Nullable String otherVerdict,
        double reward,
        @Nullable Double klPenalty,
        double advantage,
        int promptTokens,
        int completionTokens,
        String finishReason,
        @Nullable String rejection,
        @Nullable String text) {}
