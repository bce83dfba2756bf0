package dev.cairn.soar.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The promotion decision of one outer step.
 *
 * @param window the last steps including this one, at most m
 * @param movingAverage R̄; absent while the window is not full
 * @param lowerBound lower end of the interval of R̄, if the gate asks for it
 * @param bestSet k*
 * @param medianRepeat the student j of k* with the (lower) median reward
 */
public record Promotion(
        Window window,
        @Nullable Double movingAverage,
        @Nullable Double lowerBound,
        int bestSet,
        int medianRepeat,
        boolean promoted) {
    /**
     * Decides by the mean over all sets, and names the median student of the best set.
     *
     * @param gains the same rewards by question
     * @param earlier the steps since the last promotion
     * @param seed of the interval
     */
    public static Promotion decide(Rewards rewards, QuestionGains gains, Window earlier, Gate gate, long seed) {
        Window window = earlier.after(rewards.mean(), gains, gate.window()); // of R̂
        Double movingAverage = window.average(gate.window()); // R̄
        Double lowerBound = gate.lowerBound(window, seed);
        List<Double> ofSets = rewards.perSet();
        int bestSet = Rewards.firstLargest(ofSets); // k* = argmax R[k]
        int medianRepeat = Rewards.firstLowerMedian(rewards.trials().get(bestSet)); // j with the median R[k*,j]
        boolean promoted = gate.isOpen(movingAverage, lowerBound); // R̄ > τ
        return new Promotion(window, movingAverage, lowerBound, bestSet, medianRepeat, promoted);
    }
}
