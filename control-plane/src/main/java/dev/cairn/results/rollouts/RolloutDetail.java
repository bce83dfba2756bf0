package dev.cairn.results.rollouts;

import org.jspecify.annotations.Nullable;

/**
 * A stored completion with what it answered.
 *
 * @param policy the policy at work in its unit as {@code role/unit}, such as {@code student/t/3/trial/1/0}; absent in an
 *     evaluation, whose policy belongs to another run
 * @param prompt the whole prompt, or with {@code inChatTemplate} the user's message; for a question that the student
 *     writes itself its template; absent if the question is no longer stored
 * @param inChatTemplate whether the prompt was sent in the model's chat template
 * @param question that was answered; absent for a completion that was asked for a question
 * @param expectedAnswer the reference answer of a problem; the teacher's answer to its own question, which nobody checked;
 *     or the answer that most votes agree with; absent for a completion that was asked for a question, and for the answer of
 *     a teacher's second turn
 * @param tokensKept whether its tokens are kept with their log-probabilities, for now
 */
public record RolloutDetail(
        RolloutView rollout,
        @Nullable String policy,
        @Nullable String prompt,
        boolean inChatTemplate,
        @Nullable String question,
        @Nullable String expectedAnswer,
        boolean tokensKept) {}
