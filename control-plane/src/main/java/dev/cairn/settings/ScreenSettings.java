package dev.cairn.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The fail@k screening.
 *
 * @param samples k, completions per problem; 0 keeps every problem without sampling
 * @param blockProblems problems per unit
 */
public record ScreenSettings(
        @Min(0) @Max(65536) int samples, @Min(1) @Max(65536) int blockProblems) {
    public static ScreenSettings defaults() {
        return new ScreenSettings(128, 32);
    }
}
