package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Early stop of students in the outer loop: a student is also scored during its training, the interim score, and trained
 * further only if it has gained enough.
 *
 * @param steps optimizer steps before a student's interim score on the reward questions; 0 for no early stop
 * @param gain a student whose interim score is not above this is trained no further, and keeps it as its reward; with 0, a
 *     student without any gain yet stops
 */
public record EarlyStopSettings(
        @Min(0) @Max(10000) @Setting(unit = "optimizer steps")
        int steps,

        @DecimalMin("-1") @DecimalMax("1") double gain) {
    public static EarlyStopSettings defaults() {
        return new EarlyStopSettings(0, 0);
    }

    /**
     * Whether a student is scored during its training.
     *
     * @param innerSteps optimizer steps of a training that is not stopped
     */
    public boolean appliesTo(int innerSteps) {
        return steps > 0 && steps < innerSteps;
    }
}
