package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code t/promote}: set rewards, the gate, and the student who becomes the baseline.
 *
 * @param window sums over all sets of their gains, for the steps since the last promotion, oldest first
 * @param promotions before this step
 */
record DecisionAudit(Ledger ledger, int t, List<Long> window, int promotions) {
    /**
     * The decision.
     *
     * @param bestSet of a promotion: its questions join PQ
     * @param window for the next step
     */
    record Result(
            boolean promoted, int bestSet, ExpectedSession.Pointer baseline, List<Long> window, long[] gainOfSets) {}

    /**
     * Recomputes it.
     *
     * @param gains reward questions gained by each trial, a row per set; where no students are trained one number per
     *     set: R[k] in parts
     */
    Result run(long[][] gains, ExpectedSession.Pointer[][] students, ExpectedSession.Pointer baseline) {
        AuditSettings settings = ledger.settings;
        String unit = "t/" + t + "/promote";
        long[] ofSets = Arrays.stream(gains)
                .mapToLong(ofSet -> Arrays.stream(ofSet).sum())
                .toArray();
        boolean gated = !settings.rewardsLearnability();
        long parts = settings.partsOfSetReward();
        for (int k = 0; k < ofSets.length; k++) {
            ledger.table("set_reward").row(t, k).equal("unit", unit).near("reward", ofSets[k] / (double) parts, 1);
            ledger.result(unit).near("/setRewards/" + k, ofSets[k] / (double) parts, 1);
        }
        long sum = Arrays.stream(ofSets).sum();
        List<Long> full = new ArrayList<>(window);
        full.add(sum);
        if (full.size() > settings.window()) {
            full.removeFirst();
        }
        long sumOfWindow = full.stream().mapToLong(Long::longValue).sum();
        long partsOfMean = parts * settings.sets();
        boolean isFull = full.size() == settings.window();
        long partsOfWindow = partsOfMean * settings.window();
        boolean promoted = gated && isFull && Arithmetic.above(settings.tau(), sumOfWindow, partsOfWindow);
        int best = Arithmetic.firstLargest(ofSets);
        int median = Arithmetic.firstLowerMedian(gains[best]);
        ExpectedSession.Pointer next = promoted ? students[best][median] : baseline;
        double mean = sum / (double) partsOfMean;
        Double average = isFull ? (Double) (sumOfWindow / (double) partsOfWindow) : null;
        ledger.table("promotion")
                .row(t)
                .equal("unit", unit)
                .near("mean_reward", mean, 1)
                .nearOrAbsent("moving_average", average, 1)
                .equal("tau", gated ? settings.tau().doubleValue() : null)
                .equal("best_set", best)
                .equal("median_repeat", gated ? median : null)
                .equal("promoted", promoted)
                .equal("student_path", next.path())
                .equal("student_sha256", next.sha256())
                .equal("promotions", promotions + (promoted ? 1 : 0));
        StoredResult result = ledger.result(unit)
                .near("/meanReward", mean, 1)
                .equal("/bestSet", best)
                .equal("/medianRepeat", gated ? median : null)
                .equal("/promoted", promoted)
                .equal("/promotions", promotions + (promoted ? 1 : 0));
        if (average == null) {
            result.equal("/movingAverage", null);
        } else {
            result.near("/movingAverage", average, 1);
        }
        for (int i = 0; i < full.size(); i++) {
            result.near("/window/" + i, full.get(i) / (double) partsOfMean, 1);
        }
        ledger.checkpoint(unit, "/student", next);
        if (t == settings.steps() - 1) {
            summary(unit, mean, average, promotions + (promoted ? 1 : 0));
        }
        return new Result(promoted, best, next, promoted ? List.of() : full, ofSets);
    }

    private void summary(String unit, double mean, @Nullable Double average, int promotionsNow) {
        ledger.table("run_summary")
                .row()
                .equal("unit", unit)
                .equal("outer_steps_done", t + 1)
                .equal("promotions", promotionsNow)
                .near("last_mean_reward", mean, 1)
                .nearOrAbsent("last_moving_average", average, 1);
    }
}
