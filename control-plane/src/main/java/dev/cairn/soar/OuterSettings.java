package dev.cairn.soar;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The outer loop (soar.md section 2).
 *
 * @param steps T
 * @param sets g, question sets an outer step
 * @param questions n, questions a set
 * @param repeats r, student runs a set
 * @param rewardQuestions M
 * @param tau promotion when the moving average is above it
 * @param window m, outer steps the moving average covers
 * @param maxAttempts completions sampled at most for one accepted question, before the run gives up
 */
public record OuterSettings(
        @Min(1) @Max(100000) int steps,
        @Min(2) @Max(1024) int sets,
        @Min(1) @Max(65536) int questions,
        @Min(1) @Max(1024) int repeats,
        @Min(1) @Max(65536) int rewardQuestions,
        double tau,
        @Min(1) @Max(1000) int window,
        @Min(1) @Max(100000) int maxAttempts) {
    public static OuterSettings defaults() {
        return new OuterSettings(200, 4, 64, 4, 64, 0.01, 3, 64);
    }
}
