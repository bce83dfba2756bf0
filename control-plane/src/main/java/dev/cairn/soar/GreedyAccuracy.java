package dev.cairn.soar;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * A student's accuracy on the reward questions, or on the whole hard train half, by greedy decoding. All students are scored in the
 * same way.
 *
 * @param correct outcome on each question, in the questions' order
 * @param answers in the same order
 */
record GreedyAccuracy(List<Boolean> correct, List<GradedCompletion> answers) {
    static GreedyAccuracy of(
            RunContext context,
            String name,
            PolicyRef policy,
            List<Problem> questions,
            IntToLongFunction seeds,
            int maxTokens)
            throws InterruptedException {
        Sampling greedy = new Sampling(0, 1, maxTokens);
        List<GradedCompletion> answers = new StudentSampler(context)
                .askAll(name, policy, questions, seeds, greedy).stream()
                        .map(List::getFirst)
                        .toList();
        return new GreedyAccuracy(
                answers.stream().map(GradedCompletion::correct).toList(), answers);
    }

    /** The answers as they are stored. */
    List<Rollout> rollouts(Rollout.Purpose purpose) {
        return answers.stream().map(answer -> answer.outcome(purpose)).toList();
    }

    static int count(List<Boolean> correct) {
        return (int) correct.stream().filter(Boolean::booleanValue).count();
    }
}
