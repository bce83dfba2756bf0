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

/** pass@k of one policy on held-out problems, as a mean over several versions of it if it is evaluated during its training. */
public final class EvaluateRun {
    private static final List<Integer> KS = List.of(1, 4, 8, 16, 32);

    private final RunContext context;
    private final EvaluateSettings evaluate;
    private final SoarSettings settings;
    private final List<Version> versions;
    private final List<Problem> problems;

    /**
     * A policy to evaluate.
     *
     * @param step of its training after which it was kept; 0 for a policy as its run left it
     */
    public record Version(int step, PolicyRef policy) {}

    /**
     * Creates the run.
     *
     * @param versions the policy to evaluate, at one or several steps of its training; student v0 stands for the base
     *     model
     * @param problems the held-out half, of which the first {@code evaluate.problems()} are used
     */
    public EvaluateRun(
            RunContext context,
            EvaluateSettings evaluate,
            SoarSettings settings,
            List<Version> versions,
            List<Problem> problems) {
        List<Problem> used = problems.subList(0, Math.min(problems.size(), evaluate.problems()));
        if (used.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs a problem: evaluate.problems is "
                    + evaluate.problems() + ", the test half has " + problems.size());
        }
        this.context = context;
        this.evaluate = evaluate;
        this.settings = settings;
        this.versions = List.copyOf(versions);
        this.problems = List.copyOf(used);
    }

    public UnitResult.Total run() throws InterruptedException {
        List<UnitResult.ProblemScore> scores = new ArrayList<>();
        int unit = 0;
        for (int v = 0; v < versions.size(); v++) {
            Version version = versions.get(v);
            ScoredBatches blocks = blocks(version, new ScoredBatches.Part(v, versions.size()));
            for (int i = 0; i < blocks.count(); i++) {
                int block = i;
                scores.addAll(context.journal()
                        .once(Unit.evaluate(unit++), attempt -> {
                            ScoredBatches.Scored scored = blocks.score(attempt, block);
                            return new Journal.Output<>(
                                    new UnitResult.Evaluated(version.step(), scored.scores()), scored.rollouts());
                        })
                        .scores());
            }
        }
        return context.journal().once(Unit.total(), attempt -> Journal.Output.of(total(scores)));
    }

    private ScoredBatches blocks(Version version, ScoredBatches.Part part) {
        return new ScoredBatches(
                context,
                version.policy(),
                problems,
                evaluate.blockProblems(),
                evaluate.samples(),
                settings.student().maxTokens(),
                Rollout.Purpose.EVALUATE,
                problem -> context.seeds().evaluate(version.step(), problem),
                part);
    }

    /** Means over versions and problems: each version has a score of every problem. */
    private UnitResult.Total total(List<UnitResult.ProblemScore> scores) {
        int samples = evaluate.samples();
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
        return new UnitResult.Total(passAtK, problems.size(), samples, truncated / ((double) samples * scores.size()));
    }
}
