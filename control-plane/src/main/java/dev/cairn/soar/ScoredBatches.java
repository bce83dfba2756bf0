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
import java.util.stream.IntStream;

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
        IntToLongFunction seeds,
        Part part) {
    /** Which part of a run's policies this is; progress counts the blocks of all parts. */
    record Part(int index, int of) {
        static final Part WHOLE = new Part(0, 1);
    }

    /** Completions per problem in the first round of {@link #scoreUntilSolved}. */
    private static final int FIRST_ROUND = 4;

    /** Number of blocks. */
    int count() {
        return (problems.size() + blockProblems - 1) / blockProblems;
    }

    /** Scores one block; scores are in the problems' order. */
    Scored score(Attempt attempt, int block) throws InterruptedException {
        begin(attempt, block);
        List<Problem> ofBlock = ofBlock(block);
        return scored(
                ofBlock,
                new StudentSampler(context)
                        .askAll(
                                attempt.name("policy"),
                                policy,
                                ofBlock,
                                slot -> seed(block, slot),
                                new Sampling(1, samples, maxTokens)));
    }

    /**
     * Scores one block in rounds, each of which doubles the completions per problem: 4, 8, 16 and so on. A problem that
     * was solved is not asked in later rounds. Sample j of a problem is drawn as in {@link #score}, with seed + j, so
     * the same problems are never solved.
     */
    Scored scoreUntilSolved(Attempt attempt, int block) throws InterruptedException {
        begin(attempt, block);
        List<Problem> ofBlock = ofBlock(block);
        List<List<GradedCompletion>> answers = new ArrayList<>();
        ofBlock.forEach(problem -> answers.add(new ArrayList<>()));
        List<Integer> unsolved = IntStream.range(0, ofBlock.size()).boxed().toList();
        int drawn = 0;
        while (drawn < samples && !unsolved.isEmpty()) {
            int before = drawn;
            List<Integer> asked = unsolved;
            drawn = Math.min(samples, Math.max(FIRST_ROUND, 2 * drawn));
            List<List<GradedCompletion>> round = new StudentSampler(context)
                    .askAll(
                            attempt.name("policy-" + before),
                            policy,
                            asked.stream().map(ofBlock::get).toList(),
                            slot -> seed(block, asked.get(slot)) + before,
                            new Sampling(1, drawn - before, maxTokens));
            for (int i = 0; i < asked.size(); i++) {
                int slot = asked.get(i);
                round.get(i).forEach(answer -> answers.get(slot).add(answer.after(before, slot)));
            }
            unsolved = asked.stream()
                    .filter(slot -> answers.get(slot).stream().noneMatch(GradedCompletion::correct))
                    .toList();
        }
        return scored(ofBlock, answers);
    }

    private void begin(Attempt attempt, int block) {
        attempt.progress().report(part.index() * count() + block, part.of() * count(), "blocks of problems");
    }

    private List<Problem> ofBlock(int block) {
        int first = block * blockProblems;
        return problems.subList(first, Math.min(first + blockProblems, problems.size()));
    }

    private long seed(int block, int slot) {
        return seeds.applyAsLong(block * blockProblems + slot);
    }

    private Scored scored(List<Problem> ofBlock, List<List<GradedCompletion>> answers) {
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
