package dev.cairn.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * A student's RL run on real problems (Hard-Only, soar.md section 7).
 *
 * @param steps S, optimizer steps in all, skipped ones included; 0 leaves the fresh student as it is
 * @param stretchSteps steps per unit; a restart resumes from the last unit's edge
 * @param warmup linear warm-up steps of the schedule over all S steps
 */
public record TrainSettings(
        @Min(0) @Max(1000000) int steps,
        @Min(1) @Max(10000) int stretchSteps,
        @Min(0) int warmup) {
    /** Units of ten steps. */
    public static TrainSettings of(int steps, int warmup) {
        return new TrainSettings(steps, 10, warmup);
    }
}
