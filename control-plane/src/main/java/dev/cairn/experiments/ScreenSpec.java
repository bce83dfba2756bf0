package dev.cairn.experiments;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * fail@k screening (soar.md section 6).
 *
 * @param samples k; 0 keeps every problem without sampling
 * @param blockProblems problems a unit of work
 */
public record ScreenSpec(
        @Min(0) @Max(65536) int samples, @Min(1) @Max(4096) int blockProblems) {
    static ScreenSpec defaults() {
        return new ScreenSpec(128, 32);
    }
}
