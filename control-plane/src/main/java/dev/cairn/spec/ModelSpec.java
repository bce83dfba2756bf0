package dev.cairn.spec;

import dev.cairn.settings.LossSettings;
import dev.cairn.settings.Setting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * The base model.
 *
 * @param path directory with config.json, weights and tokenizer
 * @param maxModelLength longest sequence in tokens, prompt and completion together
 * @param precision number format of the frozen base model; the adapter is always fp32
 */
public record ModelSpec(
        @NotBlank(message = "must name the folder of a model, the one with its config.json")
        String path,

        @Min(16) @Max(1048576) @Setting(unit = "tokens") int maxModelLength,

        @NotNull Precision precision) {
    /** Number format of the frozen base model. */
    public enum Precision {
        /** 32 bits, for CPUs. */
        FP32,
        /** 16 bits, which GPU kernels for adapters need. */
        BF16;

        /**
         * The default limit on the mean |sampler - trainer log-probability|: above what the precision's rounding explains, and far below what different weights cause.
         */
        double mismatchLimit() {
            return switch (this) {
                case FP32 -> LossSettings.defaults().mismatchLimit();
                case BF16 -> 0.05;
            };
        }
    }

    static ModelSpec defaults() {
        return new ModelSpec("", 2048, Precision.FP32);
    }
}
