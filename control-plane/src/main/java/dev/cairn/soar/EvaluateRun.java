package dev.cairn.soar;

import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** pass@k of one policy on held-out problems. */
public final class EvaluateRun {
    private static final List<Integer> KS = List.of(1, 4, 8, 16, 32);

    private final RunContext context;
    private final ScoredBatches blocks;

    /**
     * Creates the run.
     *
     * @param policy the policy to evaluate; student v0 stands for the base model
     * @param problems the held-out half, of which the first {@code evaluate.problems()} are used
     */
    public EvaluateRun(
            RunContext context,
            EvaluateSettings evaluate,
            SoarSettings settings,
            PolicyRef policy,
            List<Problem> problems) {
        List<Problem> used = problems.subList(0, Math.min(problems.size(), evaluate.problems()));
        if (used.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs a problem: evaluate.problems is "
                    + evaluate.problems() + ", the test half has " + problems.size());
        }
        this.context = context;
        this.blocks = new ScoredBatches(
                context,
                policy,
                List.copyOf(used),
                evaluate.blockProblems(),
                evaluate.samples(),
                settings.student().maxTokens(),
                Rollout.Purpose.EVALUATE,
                context.seeds()::evaluate);
    }

    public UnitResult.Total run() throws InterruptedException {
        List<UnitResult.ProblemScore> scores = new ArrayList<>();
        for (int i = 0; i < blocks.count(); i++) {
            int block = i;
            scores.addAll(context.journal()
                    .once(Unit.evaluate(block), attempt -> {
                        ScoredBatches.Scored scored = blocks.score(attempt, block);
                        return new Journal.Output<>(new UnitResult.Evaluated(scored.scores()), scored.rollouts());
                    })
                    .scores());
        }
        return context.journal().once(Unit.total(), attempt -> Journal.Output.of(total(scores)));
    }

    private UnitResult.Total total(List<UnitResult.ProblemScore> scores) {
        int samples = blocks.samples();
        Map<Integer, Double> passAtK = new TreeMap<>();
        for (int k : KS) {
            if (k <= samples) {
                passAtK.put(
                        k,
                        scores.stream()
                                .mapToDouble(score -> PassAtK.estimate(samples, score.correct(), k))
                                .average()
                                .orElseThrow());
            }
        }
        int truncated =
                scores.stream().mapToInt(UnitResult.ProblemScore::truncated).sum();
        return new UnitResult.Total(passAtK, scores.size(), samples, truncated / ((double) samples * scores.size()));
    }
}
