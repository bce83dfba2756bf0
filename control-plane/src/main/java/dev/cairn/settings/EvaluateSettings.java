package dev.cairn.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The pass@k evaluation.
 *
 * @param samples completions per problem
 * @param problems at most so many of the held-out problems, in their (random) order; 0 for none
 * @param blockProblems problems per unit
 */
public record EvaluateSettings(
        @Min(1) @Max(65536) @Setting(symbol = "n", unit = "completions")
        int samples,

        @Min(0) @Setting(unit = "problems") int problems,
        @Min(1) @Max(65536) @Setting(unit = "problems") int blockProblems) {
    public static EvaluateSettings defaults() {
        return new EvaluateSettings(32, 200, 50);
    }
}
