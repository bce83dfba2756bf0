package dev.cairn.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The adapter's shape, on all linear layers, dropout 0.
 *
 * @param rank r, the inner dimension of the adapter's two matrices
 * @param alpha the adapter's output is scaled by alpha / rank
 */
public record LoraSettings(
        @Min(1) @Max(512) @Setting(unit = "dimensions") int rank,
        @Min(1) @Max(4096) int alpha) {
    public static LoraSettings defaults() {
        return new LoraSettings(32, 64);
    }
}
