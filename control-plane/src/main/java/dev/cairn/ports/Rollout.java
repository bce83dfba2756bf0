package dev.cairn.ports;

import dev.cairn.settings.GradingRule;
import org.jspecify.annotations.Nullable;

/**
 * One sampled completion as it is kept.
 *
 * @param purpose why it was sampled
 * @param step the inner step, or the attempt number of a teacher slot; 0 where there is none
 * @param promptIndex the place of its prompt in the batch
 * @param sample j of the request
 * @param problemId the problem's id, or the question's {@code k.i}, also where the teacher wrote it; empty for what was rejected
 * @param seed the request's seed
 * @param text the completion
 * @param answer content of the last balanced box, if there is one
 * @param rule that graded it
 * @param verdict how it was graded; for a teacher's completion whether its answer parses
 * @param otherVerdict of the other rule, where that was asked
 * @param reward before scaling
 * @param klPenalty subtracted from the scaled reward before advantages; absent unless the KL is part of the reward
 * @param advantage as sent to the trainer; 0 where nothing is trained, and for a teacher's completion, whose set has its
 *     advantage only when the students are trained: {@link UnitResult.Taught}
 * @param promptTokens number of prompt tokens
 * @param completionTokens number of completion tokens
 * @param finishReason why it ended
 * @param rejection why a teacher's completion was not accepted
 */
public record Rollout(
        Purpose purpose,
        int step,
        int promptIndex,
        int sample,
        String problemId,
        long seed,
        String text,
        @Nullable String answer,
        GradingRule rule,
        Verdict verdict,
        @Nullable Verdict otherVerdict,
        double reward,
        @Nullable Double klPenalty,
        double advantage,
        int promptTokens,
        int completionTokens,
        FinishReason finishReason,
        @Nullable Rejection rejection) {

    /** Why a completion was sampled. */
    public enum Purpose {
        WRITE,
        TRAIN,
        REWARD,
        BASELINE,
        SCREEN,
        EVALUATE
    }
}
