package dev.cairn.bridge;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a worker loads the base model and cuts a batch.
 *
 * @param baseModel the base model's directory, absolute, as the worker sees it
 * @param threads PyTorch's threads on CPU
 * @param microBatchTokens at most so many tokens go through one forward pass
 * @param logitsChunk completion positions whose logits are held at once
 * @param device the GPU among those that the worker may see, from 0; absent: its first, or the CPU
 * @param precision of the base model and the forward pass
 */
public record WorkerSettings(
        Path baseModel,
        int threads,
        int microBatchTokens,
        int logitsChunk,
        @Nullable Integer device,
        Precision precision) {
    public WorkerSettings {
        if (!baseModel.isAbsolute()) {
            throw new IllegalArgumentException("the base model's path must be absolute: " + baseModel);
        }
        if (threads < 1 || microBatchTokens < 1 || logitsChunk < 1) {
            throw new IllegalArgumentException("threads, microBatchTokens and logitsChunk must be 1 or more: " + threads
                    + ", " + microBatchTokens + ", " + logitsChunk);
        }
    }

    /** Number format of the base model. */
    public enum Precision {
        FP32,
        BF16
    }
}
