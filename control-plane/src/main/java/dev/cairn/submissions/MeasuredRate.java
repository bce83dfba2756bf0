package dev.cairn.submissions;

/**
 * The speed of finished runs of one kind.
 *
 * @param runs number of runs measured
 * @param fastest seconds per completion of the fastest run, including sampling, grading and training
 * @param slowest seconds per completion of the slowest run
 * @param accelerators average number of accelerators; 0 on CPUs
 */
record MeasuredRate(int runs, double fastest, double slowest, double accelerators) {
    public MeasuredRate {
        if (runs < 1 || !(fastest > 0) || !(slowest >= fastest) || !(accelerators >= 0)) {
            throw new IllegalArgumentException("not a rate: " + runs + " runs, " + fastest + " to " + slowest
                    + " s per completion, " + accelerators + " accelerators");
        }
    }
}
