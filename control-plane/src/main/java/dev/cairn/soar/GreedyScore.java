package dev.cairn.soar;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * How a student does on the reward questions by greedy decoding; baseline and students are scored by this alike.
 *
 * @param correct outcome on each question, in their order
 */
record GreedyScore(List<Boolean> correct, List<Rollout> rollouts) {
    static GreedyScore of(
            RunContext context,
            String name,
            PolicyRef policy,
            List<Problem> questions,
            IntToLongFunction seeds,
            int maxTokens,
            Rollout.Purpose purpose)
            throws InterruptedException {
        Sampling greedy = new Sampling(0, 1, maxTokens);
        List<Answered> answers = new Questioning(context)
                .askAll(name, policy, questions, seeds, greedy).stream()
                        .map(List::getFirst)
                        .toList();
        return new GreedyScore(
                answers.stream().map(Answered::correct).toList(),
                answers.stream().map(answer -> answer.outcome(purpose)).toList());
    }

    static int count(List<Boolean> correct) {
        return (int) correct.stream().filter(Boolean::booleanValue).count();
    }
}
