package dev.cairn.ports;

import dev.cairn.settings.GradingRule;
import org.jspecify.annotations.Nullable;

/**
 * One sampled completion, as it is stored.
 *
 * @param purpose why it was sampled
 * @param step the inner step, or the round of a teacher's request; 0 if neither applies
 * @param promptIndex index of its prompt in the batch
 * @param sample index of the completion within its request; for an answer in a teacher's second turn that of its question
 * @param problemId the problem's id, or {@code k.i} for a teacher's question, also in the rollouts that wrote and answered it and, in a sample
 *     run, its votes; empty for a rejected completion
 * @param seed the request's seed
 * @param text the completion
 * @param answer content of the last balanced box, if there is one; for a question that the student wrote itself, the answer
 *     that most votes agree with; for one that a teacher wrote in its first turn, that of the second turn
 * @param rule that graded it
 * @param verdict how it was graded; for a teacher's completion whether its answer parses
 * @param otherVerdict verdict of the other rule, if that was asked
 * @param reward before scaling
 * @param klPenalty subtracted from the scaled reward before advantages; absent unless the KL is part of the reward
 * @param advantage as sent to the trainer; 0 if nothing is trained, and for a teacher's completion, whose set gets its
 *     advantage later, in {@link UnitResult.Taught}
 * @param promptTokens number of prompt tokens
 * @param completionTokens number of completion tokens
 * @param finishReason why it ended
 * @param rejection why a teacher's completion was not accepted; in two turns both completions have the same reason
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
        /** A question, with its answer if the teacher writes both in one turn. */
        WRITE,
        /** The answer to it in the teacher's second turn. */
        WRITE_ANSWER,
        TRAIN,
        /** The interim score of a student that was trained further. */
        INTERIM,
        /** The score of a promoted student on the hard train half, by which one is chosen. */
        CANDIDATE,
        REWARD,
        BASELINE,
        LEARNABILITY,
        /** An answer whose gradient is part of its set's reward. */
        ALIGNMENT,
        VOTE,
        SCREEN,
        EVALUATE
    }
}
