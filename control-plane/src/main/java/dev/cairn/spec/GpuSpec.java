package dev.cairn.spec;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of engine and trainer, if they are started here; ignored on a CPU.
 *
 * <p>Devices are counted from 0 among those visible to Cairn ({@code CUDA_VISIBLE_DEVICES}).
 *
 * @param tensorParallel number of GPUs that share the engine's weights, starting at its first device
 * @param engineDevice the engine's first device; 0 if absent
 * @param trainerDevice the trainer's device; if absent the first one after the engine's, or the engine's last if there
 *     is no other
 * @param engineMemoryShare share of the memory of each of its GPUs that the engine takes; if absent it is computed when
 *     the trainer uses one of them, else vLLM's default
 */
public record GpuSpec(
        @Min(1) @Max(1024) int tensorParallel,

        @Nullable @Min(0) @Max(1023) Integer engineDevice,

        @Nullable @Min(0) @Max(1023) Integer trainerDevice,

        @Nullable @DecimalMin("0.01") @DecimalMax("0.99") Double engineMemoryShare) {

    static GpuSpec defaults() {
        return new GpuSpec(1, null, null, null);
    }

    /** Whether it contains a setting for the engine. */
    boolean placesEngine() {
        return tensorParallel != 1 || engineDevice != null || engineMemoryShare != null;
    }
}
