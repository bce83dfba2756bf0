package dev.cairn.settings;

/**
 * A student's RL run outside the outer loop.
 *
 * @param steps S, optimizer steps in all, skipped ones included; 0 leaves the fresh student as it is
 * @param segmentSteps steps per segment, a unit of its own; a restart resumes after the last finished segment
 * @param warmup linear warm-up steps of the schedule over all S steps
 */
public record TrainSettings(int steps, int segmentSteps, int warmup) {
    /** Steps per segment: a student's adapter is kept after each one. */
    public static final int SEGMENT = 10;

    public TrainSettings {
        if (steps < 0 || segmentSteps < 1 || warmup < 0) {
            throw new IllegalArgumentException("a train run needs steps >= 0, segmentSteps >= 1, warmup >= 0: " + steps
                    + ", " + segmentSteps + ", " + warmup);
        }
    }

    /** Segments of {@link #SEGMENT} steps. */
    public static TrainSettings of(int steps, int warmup) {
        return new TrainSettings(steps, SEGMENT, warmup);
    }
}
