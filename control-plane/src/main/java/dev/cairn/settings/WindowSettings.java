package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The window of a student's training in which it is evaluated several times (paper, appendix on evaluation).
 *
 * @param smoothing the training reward is averaged over so many steps around each one
 * @param slopeShare the reward is flat from the first step whose slope is below this share of the largest slope
 * @param steps length of the window, from the first flat step
 * @param every the student is evaluated after so many steps each; a multiple of 10, since its adapter is kept every 10
 */
public record WindowSettings(
        @Min(1) @Max(1000000) @Setting(unit = "optimizer steps")
        int smoothing,

        @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
        double slopeShare,

        @Min(0) @Max(1000000) @Setting(unit = "optimizer steps")
        int steps,

        @Min(1) @Max(1000000) @Setting(unit = "optimizer steps")
        int every) {
    public static WindowSettings defaults() {
        return new WindowSettings(25, 0.15, 200, 20);
    }

    /** Number of evaluations of a student, at most. */
    public int evaluations() {
        return steps / every + 1;
    }
}
