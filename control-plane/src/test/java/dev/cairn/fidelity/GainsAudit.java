package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the students of a step gained on each reward question, in whole numbers, and the bootstrap intervals over them.
 *
 * @param totals for each set and question, solved by its students minus solved by the baseline for each of them
 * @param students number of students of each set
 */
record GainsAudit(long[][] totals, int[] students) {
    private static final int RESAMPLES = 2000;
    private static final double ROUNDING = 1e-9;

    /** @param gains for each set, for each of its students, the gain on each question */
    static GainsAudit of(List<List<int[]>> gains, int questions) {
        long[][] totals = new long[gains.size()][questions];
        for (int k = 0; k < gains.size(); k++) {
            for (int[] student : gains.get(k)) {
                for (int q = 0; q < questions; q++) {
                    totals[k][q] += student[q];
                }
            }
        }
        return new GainsAudit(totals, gains.stream().mapToInt(List::size).toArray());
    }

    /** For each question the mean over sets of the mean over students. */
    double[] overSets() {
        double[] means = new double[totals[0].length];
        for (int q = 0; q < means.length; q++) {
            for (int k = 0; k < totals.length; k++) {
                means[q] += totals[k][q] / (double) students[k];
            }
            means[q] /= totals.length;
        }
        return means;
    }

    /** A share of the resampled values of R̄ is below this; each step resamples its own questions. */
    static double quantileOfAverage(List<double[]> steps, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] averages = new double[RESAMPLES];
        for (double[] step : steps) {
            for (int i = 0; i < RESAMPLES; i++) {
                double sum = 0;
                for (int q = 0; q < step.length; q++) {
                    sum += step[random.nextInt(step.length)];
                }
                averages[i] += sum / step.length / steps.size();
            }
        }
        return quantile(averages, share);
    }

    /**
     * Whether each set needs another student.
     *
     * @param window this step and those since the last promotion, at most m
     * @param full whether the window is full
     */
    boolean[] goOn(AuditSettings settings, List<double[]> window, boolean full, long seed) {
        double level = settings.racingConfidence();
        double tau = settings.tau().doubleValue();
        boolean surelyPromoted = full
                && quantileOfAverage(window, 1 - Math.max(level, settings.promotionConfidence()), seed)
                        > tau + ROUNDING;
        boolean inDoubt = full && !surelyPromoted && quantileOfAverage(window, level, seed) > tau + ROUNDING;
        boolean[] goOn = new boolean[totals.length];
        if (inDoubt) {
            Arrays.fill(goOn, true);
            return goOn;
        }
        int best = best();
        double[][] leads = leads(best, seed);
        boolean another = surelyPromoted;
        for (int k = 0; k < totals.length; k++) {
            goOn[k] = k != best
                    && quantile(leads[k], level) + 1.0 / totals[0].length > settings.racingMargin() + ROUNDING;
            another |= goOn[k];
        }
        goOn[best] = another;
        return goOn;
    }

    private int best() {
        int best = 0;
        for (int k = 1; k < totals.length; k++) {
            long mine = Arrays.stream(totals[k]).sum() * students[best];
            long other = Arrays.stream(totals[best]).sum() * students[k];
            best = mine > other ? k : best;
        }
        return best;
    }

    /** How far each set is before the best one in each resample. */
    private double[][] leads(int best, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int questions = totals[0].length;
        double[][] leads = new double[totals.length][RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            long[] sums = new long[totals.length];
            for (int q = 0; q < questions; q++) {
                int drawn = random.nextInt(questions);
                for (int k = 0; k < totals.length; k++) {
                    sums[k] += totals[k][drawn];
                }
            }
            for (int k = 0; k < totals.length; k++) {
                leads[k][i] = (sums[k] / (double) students[k] - sums[best] / (double) students[best]) / questions;
            }
        }
        return leads;
    }

    private static double quantile(double[] values, double share) {
        List<Double> sorted =
                new ArrayList<>(Arrays.stream(values).boxed().sorted().toList());
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        double part = place - below;
        return part == 0 ? sorted.get(below) : (1 - part) * sorted.get(below) + part * sorted.get(below + 1);
    }
}
