package dev.cairn.soar;

import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.soar.PairedBootstrap.Interval;
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
     * @param scores at least one, each with as many samples as the largest k
     * @param seed equal seeds give equal intervals
     */
    public static Map<Integer, Interval> of(
            List<ProblemScore> scores, List<Integer> ks, int resamples, double level, long seed) {
        int problems = scores.size();
        double[][] passes = ks.stream()
                .map(k -> scores.stream()
                        .mapToDouble(score -> PassAtK.estimate(score.samples(), score.correct(), k))
                        .toArray())
                .toArray(double[][]::new);
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
