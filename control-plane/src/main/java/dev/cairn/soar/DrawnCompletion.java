package dev.cairn.soar;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's completion, with the round and set it was drawn for.
 *
 * @param sample index within the request for the set; that of its question for an answer in a second turn
 * @param seed of its request
 */
record DrawnCompletion(int round, int k, int sample, long seed, Completion completion) {
    /** Whether the engine did not give up on it. */
    boolean finished() {
        return completion.finish() != FinishReason.ABORTED;
    }

    /** The completion of the second turn, which answers this one. */
    DrawnCompletion answeredBy(long answerSeed, Completion answer) {
        return new DrawnCompletion(round, k, sample, answerSeed, answer);
    }

    /**
     * It as it is stored.
     *
     * @param rule that read its answer
     * @param subject the question's id; empty if it was not accepted
     * @param answer absent if it has none
     */
    Rollout rollout(
            Rollout.Purpose purpose,
            GradingRule rule,
            String subject,
            @Nullable String answer,
            Verdict verdict,
            @Nullable Rejection rejection) {
        return new Rollout(
                purpose,
                round,
                k,
                sample,
                subject,
                seed,
                completion.text(),
                answer,
                rule,
                verdict,
                null,
                0,
                null,
                0,
                completion.promptTokens().length,
                completion.tokens().length,
                completion.finish(),
                rejection);
    }
}
