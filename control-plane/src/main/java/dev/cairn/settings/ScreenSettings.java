package dev.cairn.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The fail@k screening.
 *
 * @param samples k, completions per problem; 0 keeps every problem without sampling
 * @param blockProblems problems per unit
 * @param stopAtSuccess whether a problem is not asked further once it was solved, since it is not hard
 */
public record ScreenSettings(
        @Min(0) @Max(65536) int samples, @Min(1) @Max(65536) int blockProblems, boolean stopAtSuccess) {
    public static ScreenSettings defaults() {
        return new ScreenSettings(128, 32, false);
    }
}
