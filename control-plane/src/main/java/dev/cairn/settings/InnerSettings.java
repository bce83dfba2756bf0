package dev.cairn.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The inner loop: one student run.
 *
 * @param steps optimizer steps before any promotion
 * @param stepsPerPromotion further steps after each promotion
 * @param maxSteps limit on the steps after promotions
 * @param questionsPerStep questions in the batch of one optimizer step
 * @param groupSize completions per question, compared with one another
 */
public record InnerSettings(
        @Min(1) @Max(10000) @Setting(unit = "optimizer steps")
        int steps,

        @Min(0) @Max(10000) @Setting(unit = "optimizer steps")
        int stepsPerPromotion,

        @Min(1) @Max(10000) @Setting(unit = "optimizer steps")
        int maxSteps,

        @Min(1) @Max(4096) @Setting(unit = "questions") int questionsPerStep,
        @Min(2) @Max(4096) @Setting(unit = "completions") int groupSize) {
    public static InnerSettings defaults() {
        return new InnerSettings(10, 5, 20, 8, 32);
    }

    /** These settings with another group size. */
    public InnerSettings withGroupSize(int size) {
        return new InnerSettings(steps, stepsPerPromotion, maxSteps, questionsPerStep, size);
    }

    /** Optimizer steps of a student run after so many promotions. */
    public int stepsAfter(int promotions) {
        return (int) Math.min(maxSteps, steps + (long) stepsPerPromotion * promotions);
    }
}
