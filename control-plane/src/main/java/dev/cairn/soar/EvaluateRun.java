package dev.cairn.soar;

import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.formula.PassAtK;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * pass@k of one policy on held-out problems, as a mean over inference seeds, and over several versions of it if it is
 * evaluated during its training.
 */
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
        int seeds = evaluate.inferenceSeeds();
        List<List<UnitResult.ProblemScore>> bySeed = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            bySeed.add(new ArrayList<>());
        }
        int parts = versions.size() * seeds;
        for (int part = 0; part < parts; part++) {
            int seed = part % seeds;
            bySeed.get(seed).addAll(scores(versions.get(part / seeds), seed, new ScoredBatches.Part(part, parts)));
        }
        return context.journal().once(Unit.total(), attempt -> Journal.Output.of(total(bySeed)));
    }

    private List<UnitResult.ProblemScore> scores(Version version, int seed, ScoredBatches.Part part)
            throws InterruptedException {
        ScoredBatches blocks = blocks(version, seed, part);
        List<UnitResult.ProblemScore> scores = new ArrayList<>();
        for (int i = 0; i < blocks.count(); i++) {
            int block = i;
            scores.addAll(context.journal()
                    .once(Unit.evaluate(part.index() * blocks.count() + block), attempt -> {
                        ScoredBatches.Scored scored = blocks.score(attempt, block);
                        return new Journal.Output<>(
                                new UnitResult.Evaluated(version.step(), seed, scored.scores()), scored.rollouts());
                    })
                    .scores());
        }
        return scores;
    }

    private ScoredBatches blocks(Version version, int seed, ScoredBatches.Part part) {
        return new ScoredBatches(
                context,
                version.policy(),
                problems,
                evaluate.blockProblems(),
                evaluate.samples(),
                settings.student().maxTokens(),
                Rollout.Purpose.EVALUATE,
                problem -> context.seeds().evaluate(version.step(), seed, problem),
                part);
    }

    /** Means over inference seeds, versions and problems: each version has a score of every problem per seed. */
    private UnitResult.Total total(List<List<UnitResult.ProblemScore>> bySeed) {
        int samples = evaluate.samples();
        List<UnitResult.ProblemScore> all =
                bySeed.stream().flatMap(List::stream).toList();
        Map<Integer, Double> passAtK = new TreeMap<>();
        Map<Integer, Double> deviations = new TreeMap<>();
        for (int k : KS) {
            if (k <= samples) {
                passAtK.put(k, passAtK(all, k));
                if (bySeed.size() > 1) {
                    deviations.put(
                            k,
                            deviation(bySeed.stream()
                                    .mapToDouble(scores -> passAtK(scores, k))
                                    .toArray()));
                }
            }
        }
        int truncated =
                all.stream().mapToInt(UnitResult.ProblemScore::truncated).sum();
        return new UnitResult.Total(
                passAtK,
                bySeed.size() == 1 ? null : deviations,
                problems.size(),
                samples,
                truncated / ((double) samples * all.size()));
    }

    private double passAtK(List<UnitResult.ProblemScore> scores, int k) {
        return scores.stream()
                .mapToDouble(score -> PassAtK.estimate(evaluate.samples(), score.correct(), k))
                .average()
                .orElseThrow();
    }

    /** The sample standard deviation. */
    private static double deviation(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double squares = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
