package dev.cairn.soar;

import dev.cairn.grading.AnswerGrading;
import dev.cairn.grading.Reasoning;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A completion of a student that was asked for a question.
 *
 * @param round the round in which it was written
 * @param index of its request in the round
 * @param seed the request's seed
 * @param question empty if the completion has none
 * @param rejection why it cannot be put to the vote; absent if it can
 */
record Draft(
        int round,
        int index,
        long seed,
        Completion completion,
        String question,
        @Nullable Rejection rejection) {
    /** Takes the first {@code <question>} element after the model's reasoning; an answer is not needed. */
    static Draft of(int round, int index, long seed, Completion completion) {
        TeacherCompletion.Element question =
                TeacherCompletion.Element.first(Reasoning.removedFrom(completion.text()), "question", 0);
        if (question == null) {
            return new Draft(round, index, seed, completion, "", Rejection.MISSING_TAGS);
        }
        Rejection rejection = question.content().isEmpty() ? Rejection.EMPTY_QUESTION : null;
        return new Draft(round, index, seed, completion, question.content(), rejection);
    }

    boolean isOpen() {
        return rejection == null;
    }

    Draft rejectedAs(Rejection reason) {
        return new Draft(round, index, seed, completion, question, reason);
    }

    /** It as an accepted question. */
    TeacherCompletion.Accepted answered(String answer) {
        return new TeacherCompletion.Accepted(question, answer, TeacherCompletion.questions(completion.text()));
    }

    /**
     * Its completion, as it is stored.
     *
     * @param subject the question's id; empty if it was not accepted
     * @param answer the majority's answer, if there was a vote
     * @param read whether that answer parses
     * @param rejection why it was not accepted, in the end
     */
    Rollout rollout(
            String subject,
            @Nullable String answer,
            AnswerGrading grading,
            Verdict read,
            @Nullable Rejection rejection) {
        return new Rollout(
                Rollout.Purpose.WRITE,
                round,
                index,
                0,
                subject,
                seed,
                completion.text(),
                answer,
                grading.rule(),
                read,
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
