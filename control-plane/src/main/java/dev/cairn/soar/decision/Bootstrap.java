package dev.cairn.soar.decision;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Percentile bootstrap over reward questions (Efron 1979); equal seeds draw equal questions. */
public final class Bootstrap {
    private static final int RESAMPLES = 2000;

    private Bootstrap() {}

    /**
     * The means of rows on resampled questions, which are the same for all rows.
     *
     * @param rows one value per question each
     * @return a row of {@code RESAMPLES} means for each row
     */
    static double[][] paired(List<double[]> rows, SplittableRandom random) {
        int questions = rows.getFirst().length;
        double[][] means = new double[rows.size()][RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int draw = 0; draw < questions; draw++) {
                int question = random.nextInt(questions);
                for (int row = 0; row < rows.size(); row++) {
                    means[row][resample] += rows.get(row)[question] / questions;
                }
            }
        }
        return means;
    }

    /**
     * The mean over outer steps of a resampled mean each, since every step has questions of its own.
     *
     * @param steps gains on each question of each step, oldest first
     * @return sorted
     */
    static double[] ofSteps(List<double[]> steps, SplittableRandom random) {
        double[] means = new double[RESAMPLES];
        for (double[] step : steps) {
            double[] ofStep = paired(List.of(step), random)[0];
            for (int resample = 0; resample < RESAMPLES; resample++) {
                means[resample] += ofStep[resample] / steps.size();
            }
        }
        Arrays.sort(means);
        return means;
    }

    /** Linear interpolation between the sorted values, as NumPy's default. */
    public static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
