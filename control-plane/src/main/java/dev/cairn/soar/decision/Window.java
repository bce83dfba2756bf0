package dev.cairn.soar.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last outer steps since the last promotion, at most m, oldest first.
 *
 * @param means R̂ of each step
 * @param gains of each step, the gain on each of its reward questions; empty where sets are rewarded without students
 */
public record Window(List<Double> means, List<double[]> gains) {
    /** Before the first step, and after a promotion. */
    public static final Window EMPTY = new Window(List.of(), List.of());

    /** With one more step, without those before the last m. */
    public Window after(double mean, @Nullable QuestionGains step, int size) {
        return new Window(last(means, mean, size), step == null ? List.of() : last(gains, step.overSets(), size));
    }

    /** R̄, the mean of R̂ over the steps; absent while there are fewer than m. */
    public @Nullable Double average(int size) {
        return means.size() == size ? (Double) Rewards.mean(means) : null;
    }

    private static <T> List<T> last(List<T> earlier, T latest, int size) {
        List<T> all = new ArrayList<>(earlier);
        all.add(latest);
        return List.copyOf(all.subList(Math.max(0, all.size() - size), all.size()));
    }
}
