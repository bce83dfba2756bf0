package dev.cairn.spec;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Which GPUs engine and trainer take where both are started here; on a CPU nothing of it counts.
 *
 * <p>Devices count from 0 among those that Cairn may see ({@code CUDA_VISIBLE_DEVICES}).
 *
 * @param tensorParallel GPUs that share the engine's weights, from its first device on
 * @param engineDevice the engine's first; absent: 0
 * @param trainerDevice absent: the first one after the engine's, or the engine's last where there is no other
 * @param engineMemoryShare of each of its GPUs that the engine takes; absent: computed where the trainer is on one of them,
 *     vLLM's default elsewhere
 */
public record GpuSpec(
        @Min(1) @Max(1024) int tensorParallel,

        @Nullable @Min(0) @Max(1023) Integer engineDevice,

        @Nullable @Min(0) @Max(1023) Integer trainerDevice,

        @Nullable @DecimalMin("0.01") @DecimalMax("0.99") Double engineMemoryShare) {

    static GpuSpec defaults() {
        return new GpuSpec(1, null, null, null);
    }

    /** Whether it says anything of the engine. */
    boolean placesEngine() {
        return tensorParallel != 1 || engineDevice != null || engineMemoryShare != null;
    }
}
