package dev.cairn.soar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moving average of R̂.
 *
 * @param window the last values, at most m, oldest first
 * @param value R̄, their mean; absent while the window is not full
 */
record MovingAverage(List<Double> window, @Nullable Double value) {
    /** The average after one more value. */
    static MovingAverage after(List<Double> earlier, double latest, int windowSize) {
        List<Double> window = new ArrayList<>(earlier);
        window.add(latest);
        if (window.size() > windowSize) {
            window = window.subList(window.size() - windowSize, window.size());
        }
        return new MovingAverage(
                List.copyOf(window), window.size() == windowSize ? (Double) Rewards.mean(window) : null);
    }
}
