package dev.cairn.vllm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of an engine.
 *
 * @param devices as {@code CUDA_VISIBLE_DEVICES} names them; the weights are divided between them
 * @param memory the share of each GPU's memory that vLLM takes, in 0..1; vLLM's default if absent
 */
public record GpuShare(List<String> devices, @Nullable Double memory) {
    /** No GPU, for engines on CPU. */
    public static final GpuShare NONE = new GpuShare(List.of(), null);

    public GpuShare {
        devices = List.copyOf(devices);
        if (memory != null && !(memory > 0 && memory < 1)) {
            throw new IllegalArgumentException("a share of a GPU's memory lies between 0 and 1: " + memory);
        }
    }
}
