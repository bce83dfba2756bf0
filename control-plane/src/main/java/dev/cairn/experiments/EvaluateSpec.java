package dev.cairn.experiments;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * pass@k on the hard test half (soar.md section 7).
 *
 * @param samples completions a problem
 * @param problems of the test half at most; 0 leaves evaluation out
 * @param blockProblems problems a unit of work
 */
public record EvaluateSpec(
        @Min(1) @Max(65536) int samples,
        @Min(0) int problems,
        @Min(1) @Max(4096) int blockProblems) {
    static EvaluateSpec defaults() {
        return new EvaluateSpec(32, 200, 32);
    }
}
