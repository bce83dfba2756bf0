package dev.cairn.soar;

import dev.cairn.settings.WindowSettings;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.IntStream;

/**
 * The paper's rule for the steps of a student's training after which it is evaluated: from the step at which the training
 * reward stops rising, for a number of steps (paper, appendix on evaluation).
 *
 * <p>Our choices: the slope at a step is what the smoothed reward gains over as many steps as are averaged, since the
 * difference of neighbouring averages is that of two single rewards; only steps after that of the largest slope count, since the reward of a hard problem is flat before its first success; of a curriculum only the part
 * on hard problems counts. The paper divides slopes by the range of the reward, which changes no comparison.
 *
 * @param flat number of the first flat step, from 1; if there was no such step, the one from which the last steps are taken
 * @param found whether the reward stopped rising
 * @param steps after which the student is evaluated, at least one
 */
public record FlatWindow(int flat, boolean found, List<Integer> steps) {
    public FlatWindow {
        steps = List.copyOf(steps);
    }

    /**
     * Chooses the steps.
     *
     * @param rewards mean training reward of each optimizer step, at least one
     * @param from the first step that counts, from 0
     * @param kept numbers of steps after which the student was kept, the last step included
     */
    public static FlatWindow of(List<Double> rewards, int from, NavigableSet<Integer> kept, WindowSettings settings) {
        int first = Math.min(from, rewards.size() - 1);
        double[] smooth = smoothed(rewards.subList(first, rewards.size()), settings.smoothing());
        int apart = Math.max(1, Math.min(settings.smoothing(), smooth.length - 1));
        double[] slopes = IntStream.range(0, smooth.length - apart)
                .mapToDouble(i -> smooth[i + apart] - smooth[i])
                .toArray();
        int steepest = steepest(slopes);
        int flat = flat(slopes, steepest, settings.slopeShare());
        boolean found = flat >= 0;
        int start = first + 1 + (found ? flat : Math.max(0, smooth.length - 1 - settings.steps()));
        return new FlatWindow(start, found, steps(start, kept, settings));
    }

    /** The mean over {@code width} steps around each one, fewer at both ends. */
    static double[] smoothed(List<Double> rewards, int width) {
        int before = (width - 1) / 2;
        int after = width / 2;
        return IntStream.range(0, rewards.size())
                .mapToDouble(i ->
                        rewards.subList(Math.max(0, i - before), Math.min(rewards.size(), i + after + 1)).stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow())
                .toArray();
    }

    /** The first of the largest slopes; -1 if the reward never rises. */
    private static int steepest(double[] slopes) {
        int steepest = -1;
        for (int i = 0; i < slopes.length; i++) {
            if (slopes[i] > (steepest < 0 ? 0 : slopes[steepest])) {
                steepest = i;
            }
        }
        return steepest;
    }

    /** The first flat step; -1 if the reward rises to the end. A reward that never rises is flat from its first step. */
    private static int flat(double[] slopes, int steepest, double share) {
        if (steepest < 0) {
            return 0;
        }
        for (int i = steepest + 1; i < slopes.length; i++) {
            if (slopes[i] < share * slopes[steepest]) {
                return i;
            }
        }
        return -1;
    }

    /** From the first kept step at or after the start, every {@code every} steps to the window's end; at least one. */
    private static List<Integer> steps(int start, NavigableSet<Integer> kept, WindowSettings settings) {
        Integer next = kept.ceiling(start);
        int first = next == null ? kept.last() : next;
        int last = Math.min(first + settings.steps(), kept.last());
        return IntStream.iterate(first, step -> step <= last, step -> step + settings.every())
                .filter(kept::contains)
                .boxed()
                .toList();
    }
}
