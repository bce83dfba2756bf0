package dev.cairn.bench;

/**
 * How much is seeded.
 *
 * @param experiments of six runs, some with two more
 * @param samples completions per question of a training step, which determine the number of rollouts
 */
public record SeedSize(long experiments, int samples) {
    private static final int RUNS_PER_EXPERIMENT = 6;
    private static final int MOST_SAMPLES = 1000;

    /** What an experiment has on average without training steps, and with one more sample per question of these. */
    private static final int FIXED_ROLLOUTS = 380;

    private static final int ROLLOUTS_PER_SAMPLE = 100;

    public SeedSize {
        if (experiments < 1 || samples < 2 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException(experiments + " experiments with " + samples
                    + " samples per question; at least 1 experiment is needed, and 2 to " + MOST_SAMPLES + " samples");
        }
    }

    /** At least so many runs, and at least about so many rollouts. */
    static SeedSize of(int runs, long rollouts) {
        long experiments = Math.ceilDiv(runs, RUNS_PER_EXPERIMENT);
        long each = Math.ceilDiv(rollouts, Math.max(1, experiments));
        return new SeedSize(experiments, (int)
                Math.clamp(Math.ceilDiv(each - FIXED_ROLLOUTS, ROLLOUTS_PER_SAMPLE), 2, MOST_SAMPLES + 1L));
    }
}
