package dev.cairn.soar.decision;

import dev.cairn.settings.RacingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The race between the question sets of an outer step (racing algorithms: Maron and Moore 1994).
 *
 * @param settings when a set leaves it
 * @param gate the promotion that the race must not change
 */
public record Race(RacingSettings settings, Gate gate) {
    /**
     * The sets that need another student: all of them while this step's promotion is in doubt, else those that may be the
     * best. The best set itself needs one if another may be best, or if its median student is to be promoted.
     *
     * @param gains of the students trained so far
     * @param earlier the steps since the last promotion
     * @param seed of the intervals
     */
    public List<Integer> undecided(QuestionGains gains, Window earlier, long seed) {
        List<double[]> sets = gains.sets();
        List<Double> rewards = sets.stream().map(Race::mean).toList();
        Window steps = earlier.after(Rewards.mean(rewards), gains, gate.window());
        Gate.Outlook outlook = gate.outlook(steps, settings.confidence(), seed);
        int best = Rewards.firstLargest(rewards);
        double[][] resampled = Bootstrap.paired(sets, new SplittableRandom(seed));
        int questions = sets.getFirst().length;
        List<Integer> undecided = new ArrayList<>();
        for (int k = 0; k < sets.size(); k++) {
            if (outlook == Gate.Outlook.IN_DOUBT
                    || (k != best && mayBeBest(resampled[k], resampled[best], questions))) {
                undecided.add(k);
            }
        }
        boolean needsBest = !undecided.isEmpty() || outlook == Gate.Outlook.OPEN;
        if (needsBest && !undecided.contains(best)) {
            undecided.add(best);
        }
        return undecided.stream().sorted().toList();
    }

    /**
     * Whether a set's lead over the best one may be above the margin: the upper end of its interval, and one question more,
     * since where outcomes are rare or equal a bootstrap interval has no width.
     */
    private boolean mayBeBest(double[] set, double[] best, int questions) {
        double[] leads = new double[set.length];
        Arrays.setAll(leads, i -> set[i] - best[i]);
        Arrays.sort(leads);
        return Bootstrap.percentile(leads, settings.confidence()) + 1.0 / questions
                > settings.margin() + Gate.TOLERANCE;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
