package dev.cairn.soar;

import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * A policy's graded answer to one question.
 *
 * @param slot index of the question in the batch
 * @param sample index of the completion within its request
 * @param seed the request's seed
 */
record GradedCompletion(Problem question, int slot, int sample, long seed, Completion completion, Grade grade) {
    boolean correct() {
        return grade.correct();
    }

    boolean truncated() {
        return completion.finish() == FinishReason.LENGTH;
    }

    /**
     * The same as one of a larger request.
     *
     * @param slot index of the question in the larger batch
     * @param earlier completions of the question that the larger request has before this one's
     */
    GradedCompletion after(int earlier, int slot) {
        return new GradedCompletion(question, slot, sample + earlier, seed - earlier, completion, grade);
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
                grade.answer(),
                grade.rule(),
                grade.verdict(),
                grade.other(),
                reward,
                klPenalty,
                advantage,
                completion.promptTokens().length,
                completion.tokens().length,
                completion.finish(),
                null);
    }

    /** A vote in a round: its reward is 1 if it agrees with the majority, else 0. */
    Rollout vote(int round) {
        return rollout(Rollout.Purpose.VOTE, round, correct() ? 1 : 0, null, 0);
    }

    /** A rollout that is only scored, not trained on: its reward is 1 if correct, else 0. */
    Rollout outcome(Rollout.Purpose purpose) {
        return rollout(purpose, 0, correct() ? 1 : 0, null, 0);
    }
}
