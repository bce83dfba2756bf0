package dev.cairn.soar;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The promotion decision of one outer step.
 *
 * @param window the last values of R̂ including this step's, at most m, oldest first
 * @param movingAverage R̄; absent while the window is not full
 * @param bestSet k*
 * @param medianRepeat the repeat j of k* with the (lower) median reward
 */
record Promotion(List<Double> window, @Nullable Double movingAverage, int bestSet, int medianRepeat, boolean promoted) {
    /** Rewards are multiples of 1/(M r g); a smaller difference is rounding. */
    private static final double TOLERANCE = 1e-9;

    /**
     * Decides by the mean over all sets, and names the median repeat of the best set.
     *
     * @param earlier values of R̂ since the last promotion, oldest first
     */
    static Promotion decide(Rewards rewards, List<Double> earlier, double tau, int windowSize) {
        MovingAverage average = MovingAverage.after(earlier, rewards.mean(), windowSize); // of R̂
        Double movingAverage = average.value(); // R̄
        int bestSet = firstLargest(rewards.perSet()); // k* = argmax R[k]
        int medianRepeat = lowerMedian(rewards.trials().get(bestSet)); // j with the median R[k*,j]
        boolean promoted = movingAverage != null && movingAverage > tau + TOLERANCE; // R̄ > τ
        return new Promotion(average.window(), movingAverage, bestSet, medianRepeat, promoted);
    }

    /** The index of the largest value, the first of equal ones. */
    static int firstLargest(List<Double> values) {
        double largest = values.stream().max(Comparator.naturalOrder()).orElseThrow();
        return firstNear(values, largest);
    }

    private static int lowerMedian(List<Double> values) {
        double median = values.stream().sorted().toList().get((values.size() - 1) / 2);
        return firstNear(values, median);
    }

    private static int firstNear(List<Double> values, double wanted) {
        return IntStream.range(0, values.size())
                .filter(i -> Math.abs(values.get(i) - wanted) <= TOLERANCE)
                .findFirst()
                .orElseThrow();
    }
}
