package dev.cairn.soar;

import dev.cairn.grading.Grade;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * A policy's graded answer to one question.
 *
 * @param slot the question's place in the batch
 * @param sample j of the request
 * @param seed the request's seed
 */
record GradedCompletion(Problem question, int slot, int sample, long seed, Completion completion, Grade graded) {
    boolean correct() {
        return graded.correct();
    }

    boolean truncated() {
        return completion.finish() == FinishReason.LENGTH;
    }

    Rollout rollout(Rollout.Purpose purpose, int step, double reward, @Nullable Double klPenalty, double advantage) {
        return new Rollout(
                purpose,
                step,
                slot,
                sample,
                question.id(),
                seed,
                completion.text(),
                graded.answer(),
                graded.rule(),
                graded.verdict(),
                graded.other(),
                reward,
                klPenalty,
                advantage,
                completion.promptTokens().length,
                completion.tokens().length,
                completion.finish(),
                null);
    }

    /** Without a reward of its own: 1 for right, 0 for wrong. */
    Rollout outcome(Rollout.Purpose purpose) {
        return rollout(purpose, 0, correct() ? 1 : 0, null, 0);
    }
}
