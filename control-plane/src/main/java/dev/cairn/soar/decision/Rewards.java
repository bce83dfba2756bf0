package dev.cairn.soar.decision;

import dev.cairn.ports.UnitResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rewards of one outer step.
 *
 * @param trials R[k,j]: one list per set k, one value per student j, at least one
 */
public record Rewards(List<List<Double>> trials) {
    /** Rewards are multiples of 1/(M r g); a smaller difference is rounding. */
    private static final double TOLERANCE = 1e-9;

    public Rewards {
        trials = trials.stream().map(List::copyOf).toList();
        if (trials.isEmpty() || trials.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("every set needs at least one reward: " + trials);
        }
    }

    /** Arranges the trials by their k and j; their order does not matter. */
    public static Rewards of(List<UnitResult.Trial> trials, int sets) {
        List<List<Double>> rewards = new ArrayList<>();
        for (int k = 0; k < sets; k++) {
            rewards.add(ofSet(trials, k).stream().map(UnitResult.Trial::reward).toList());
        }
        return new Rewards(rewards);
    }

    /** The trials of a set by their j. */
    static List<UnitResult.Trial> ofSet(List<UnitResult.Trial> trials, int k) {
        return trials.stream()
                .filter(trial -> trial.k() == k)
                .sorted(Comparator.comparingInt(UnitResult.Trial::j))
                .toList();
    }

    /** The trial of student j on set k. */
    public static UnitResult.Trial find(List<UnitResult.Trial> trials, int k, int j) {
        return trials.stream()
                .filter(trial -> trial.k() == k && trial.j() == j)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no trial " + k + "/" + j));
    }

    /** R[k], the mean of R[k,j] over the set's students j. */
    public List<Double> perSet() {
        return trials.stream().map(Rewards::mean).toList();
    }

    /** R̂, the mean of R[k] over the sets k. */
    public double mean() {
        return mean(perSet());
    }

    public static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    /** The index of the largest value, the first of equal ones. */
    public static int firstLargest(List<Double> values) {
        double largest = values.stream().max(Comparator.naturalOrder()).orElseThrow();
        return firstNear(values, largest);
    }

    /** The index of the (lower) median, the first of equal ones. */
    static int firstLowerMedian(List<Double> values) {
        double median = values.stream().sorted().toList().get((values.size() - 1) / 2);
        return firstNear(values, median);
    }

    private static int firstNear(List<Double> values, double wanted) {
        return IntStream.range(0, values.size())
                .filter(i -> Math.abs(values.get(i) - wanted) <= TOLERANCE)
                .findFirst()
                .orElseThrow();
    }

    /** Values minus their mean, divided by their standard deviation (n - 1); all 0 if they are equal. */
    public static List<Double> standardised(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
        return values.stream()
                .map(value -> deviation <= TOLERANCE ? 0.0 : (value - mean) / deviation)
                .toList();
    }
}
