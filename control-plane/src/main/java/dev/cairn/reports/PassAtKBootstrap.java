package dev.cairn.reports;

import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.reports.PairedBootstrap.Interval;
import dev.cairn.soar.formula.PassAtK;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Percentile bootstrap intervals of one policy's pass@k, resampling problems; each resample serves every k. */
public final class PassAtKBootstrap {
    private PassAtKBootstrap() {}

    /**
     * The intervals, by k.
     *
     * @param scores at least one, each with as many samples as the largest k; those of several versions of a policy on
     *     the same problem are averaged
     * @param seed equal seeds give equal intervals
     */
    public static Map<Integer, Interval> of(
            List<ProblemScore> scores, List<Integer> ks, int resamples, double level, long seed) {
        double[][] passes = ks.stream()
                .map(k -> PassAtK.byProblem(scores, k).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toArray(double[][]::new);
        int problems = passes.length == 0 ? 0 : passes[0].length;
        double[][] means = new double[passes.length][resamples];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < resamples; i++) {
            for (int draw = 0; draw < problems; draw++) {
                int drawn = random.nextInt(problems);
                for (int at = 0; at < passes.length; at++) {
                    means[at][i] += passes[at][drawn] / problems;
                }
            }
        }
        Map<Integer, Interval> intervals = new TreeMap<>();
        for (int at = 0; at < passes.length; at++) {
            double mean = Arrays.stream(passes[at]).average().orElseThrow();
            intervals.put(ks.get(at), PairedBootstrap.interval(mean, means[at], level));
        }
        return intervals;
    }
}
