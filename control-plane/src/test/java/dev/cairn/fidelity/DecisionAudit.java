package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code t/promote}: set rewards, the gate, and the student who becomes the baseline.
 *
 * @param past the steps since the last promotion
 * @param promotions before this step
 */
record DecisionAudit(Ledger ledger, int t, Past past, int promotions) {
    /**
     * The steps since the last promotion, oldest first, at most m.
     *
     * @param sums over all sets of their gains
     * @param gains the mean gain on each reward question; empty where no students are trained
     */
    record Past(List<Long> sums, List<double[]> gains) {
        static final Past NONE = new Past(List.of(), List.of());

        Past with(long sum, double[] step, int size) {
            return new Past(last(sums, sum, size), last(gains, step, size));
        }

        static <T> List<T> last(List<T> before, T latest, int size) {
            List<T> all = new ArrayList<>(before);
            all.add(latest);
            return all.size() > size ? all.subList(all.size() - size, all.size()) : all;
        }
    }

    /**
     * The decision.
     *
     * @param bestSet of a promotion: its questions join PQ
     * @param window for the next step
     */
    record Result(boolean promoted, int bestSet, ExpectedSession.Pointer baseline, Past window, long[] gainOfSets) {}

    /**
     * Recomputes it.
     *
     * @param gains reward questions gained by each trial, a row per set; where no students are trained one number per
     *     set: R[k] in parts
     * @param questions the mean gain on each reward question
     */
    Result run(
            long[][] gains,
            double[] questions,
            ExpectedSession.Pointer[][] students,
            ExpectedSession.Pointer baseline) {
        AuditSettings settings = ledger.settings;
        String unit = "t/" + t + "/promote";
        long[] ofSets = Arrays.stream(gains)
                .mapToLong(ofSet -> settings.trainsStudents()
                        ? Arrays.stream(ofSet).sum() * settings.sharesOfStudents() / ofSet.length
                        : ofSet[0])
                .toArray();
        boolean gated = settings.trainsStudents();
        long parts = settings.partsOfSetReward();
        for (int k = 0; k < ofSets.length; k++) {
            ledger.table("set_reward").row(t, k).equal("unit", unit).near("reward", ofSets[k] / (double) parts, 1);
            ledger.result(unit).near("/setRewards/" + k, ofSets[k] / (double) parts, 1);
        }
        long sum = Arrays.stream(ofSets).sum();
        Past window = past.with(sum, questions, settings.window());
        List<Long> full = window.sums();
        long sumOfWindow = full.stream().mapToLong(Long::longValue).sum();
        long partsOfMean = parts * settings.sets();
        boolean isFull = full.size() == settings.window();
        long partsOfWindow = partsOfMean * settings.window();
        double confidence = settings.promotionConfidence();
        Double lower = gated && isFull && confidence > 0
                ? (Double) GainsAudit.quantileOfAverage(window.gains(), 1 - confidence, ledger.draws.promotion(t))
                : null;
        boolean above = confidence > 0
                ? lower != null && lower > settings.tau().doubleValue() + 1e-9
                : Arithmetic.above(settings.tau(), sumOfWindow, partsOfWindow);
        boolean promoted = gated && isFull && above;
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
                .nearOrAbsent("lower_bound", lower, 1)
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
        if (lower == null) {
            result.equal("/lowerBound", null);
        } else {
            result.near("/lowerBound", lower, 1);
        }
        for (int i = 0; i < full.size(); i++) {
            result.near("/window/" + i, full.get(i) / (double) partsOfMean, 1);
        }
        ledger.checkpoint(unit, "/student", next);
        if (t == settings.steps() - 1) {
            summary(unit, mean, average, promotions + (promoted ? 1 : 0));
        }
        return new Result(promoted, best, next, promoted ? Past.NONE : window, ofSets);
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
