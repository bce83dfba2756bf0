package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.UnitResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Scores a policy on many problems, one block of problems per unit.
 *
 * @param purpose the purpose under which completions are stored
 * @param samples completions per problem, at temperature 1
 * @param seeds the seed of each problem's request, by its index among all problems
 */
record ScoredBatches(
        RunContext context,
        PolicyRef policy,
        List<Problem> problems,
        int blockProblems,
        int samples,
        int maxTokens,
        Rollout.Purpose purpose,
        IntToLongFunction seeds) {

    /** Number of blocks. */
    int count() {
        return (problems.size() + blockProblems - 1) / blockProblems;
    }

    /** Scores one block; scores are in the problems' order. */
    Scored score(Attempt attempt, int block) throws InterruptedException {
        attempt.progress().report(block, count(), "blocks of problems");
        int first = block * blockProblems;
        List<Problem> ofBlock = problems.subList(first, Math.min(first + blockProblems, problems.size()));
        List<List<GradedCompletion>> answers = new StudentSampler(context)
                .askAll(
                        attempt.name("policy"),
                        policy,
                        ofBlock,
                        slot -> seeds.applyAsLong(first + slot),
                        new Sampling(1, samples, maxTokens));
        List<UnitResult.ProblemScore> scores = new ArrayList<>();
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < ofBlock.size(); i++) {
            List<GradedCompletion> ofProblem = answers.get(i);
            scores.add(new UnitResult.ProblemScore(
                    ofBlock.get(i).id(),
                    ofProblem.size(),
                    (int) ofProblem.stream().filter(GradedCompletion::correct).count(),
                    (int) ofProblem.stream().filter(GradedCompletion::truncated).count()));
            ofProblem.forEach(answer -> rollouts.add(answer.outcome(purpose)));
        }
        return new Scored(scores, rollouts);
    }

    record Scored(List<UnitResult.ProblemScore> scores, List<Rollout> rollouts) {}
}
