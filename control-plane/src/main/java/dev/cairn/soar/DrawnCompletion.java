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
 * @param seed of its request
 */
record DrawnCompletion(int round, int k, int sample, long seed, Completion completion) {
    /** Whether the engine did not give up on it. */
    boolean finished() {
        return completion.finish() != FinishReason.ABORTED;
    }

    /**
     * As the question of its set that it became.
     *
     * @param rule that read its answer
     * @param i place of the question in its set
     */
    Rollout accepted(GradingRule rule, int i, String answer) {
        return rollout(rule, k + "." + i, answer, Verdict.VERIFIED, null);
    }

    /** @param answer absent if it has none */
    Rollout rejected(GradingRule rule, @Nullable String answer, Verdict verdict, Rejection reason) {
        return rollout(rule, "", answer, verdict, reason);
    }

    private Rollout rollout(
            GradingRule rule, String subject, @Nullable String answer, Verdict verdict, @Nullable Rejection rejection) {
        return new Rollout(
                Rollout.Purpose.WRITE,
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
