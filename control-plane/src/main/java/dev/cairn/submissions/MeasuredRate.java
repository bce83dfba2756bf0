package dev.cairn.submissions;

/**
 * How fast finished runs of one kind were.
 *
 * @param runs that were measured
 * @param fastest seconds per completion, in which sampling, grading and training count
 * @param slowest the same of the slowest run
 * @param accelerators that they had on average, 0 on CPUs
 */
record MeasuredRate(int runs, double fastest, double slowest, double accelerators) {
    public MeasuredRate {
        if (runs < 1 || !(fastest > 0) || !(slowest >= fastest) || !(accelerators >= 0)) {
            throw new IllegalArgumentException("not a rate: " + runs + " runs, " + fastest + " to " + slowest
                    + " s per completion, " + accelerators + " accelerators");
        }
    }
}
