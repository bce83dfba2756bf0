package dev.cairn.reports;

import dev.cairn.ports.UnitResult;
import dev.cairn.soar.decision.Bootstrap;
import dev.cairn.soar.formula.PassAtK;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** A percentile bootstrap interval of the mean difference in pass@k, resampling problems in pairs. */
public final class PairedBootstrap {
    private PairedBootstrap() {}

    /**
     * A mean over problems, such as that of pass@k(a) - pass@k(b), with its confidence interval.
     *
     * @param mean over the problems themselves
     * @param low lower end of the interval
     * @param high upper end of the interval
     * @param level confidence level, such as 0.95
     */
    public record Interval(double mean, double low, double high, double level) {}

    /**
     * The interval for {@code a} minus {@code b}.
     *
     * @param a scores of the first policy; those of several versions of it on the same problem are averaged
     * @param b scores of the second policy on the same problems, in any order
     * @param seed equal seeds give equal intervals
     * @throws IllegalArgumentException if the problems of the two differ, or there are none
     */
    public static Interval difference(
            List<UnitResult.ProblemScore> a,
            List<UnitResult.ProblemScore> b,
            int k,
            int resamples,
            double level,
            long seed) {
        double[] differences = differences(a, b, k);
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            double sum = 0;
            for (int draw = 0; draw < differences.length; draw++) {
                sum += differences[random.nextInt(differences.length)];
            }
            means[i] = sum / differences.length;
        }
        return interval(Arrays.stream(differences).sum() / differences.length, means, level);
    }

    /**
     * The percentile interval of resampled means, which it sorts.
     *
     * @param mean of the values themselves
     */
    static Interval interval(double mean, double[] means, double level) {
        Arrays.sort(means);
        double tail = (1 - level) / 2;
        return new Interval(mean, Bootstrap.percentile(means, tail), Bootstrap.percentile(means, 1 - tail), level);
    }

    private static double[] differences(List<UnitResult.ProblemScore> a, List<UnitResult.ProblemScore> b, int k) {
        Map<String, Double> ofA = PassAtK.byProblem(a, k);
        Map<String, Double> ofB = PassAtK.byProblem(b, k);
        if (ofA.isEmpty() || !ofA.keySet().equals(ofB.keySet())) {
            throw new IllegalArgumentException(
                    "a paired comparison needs the same problems on both sides: " + ofA.size() + " and " + ofB.size());
        }
        return ofA.entrySet().stream()
                .mapToDouble(one -> one.getValue() - Objects.requireNonNull(ofB.get(one.getKey())))
                .toArray();
    }
}
