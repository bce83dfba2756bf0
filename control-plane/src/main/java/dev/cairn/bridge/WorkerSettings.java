package dev.cairn.bridge;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a worker loads the base model and splits a batch.
 *
 * @param baseModel the base model's directory, absolute, as the worker sees it
 * @param threads number of PyTorch's threads on CPU
 * @param microBatchTokens limit on the tokens of one forward pass
 * @param logitsChunk number of completion positions whose logits are held at a time
 * @param device the GPU, counted from 0 among those visible to the worker; if absent its first one, or the CPU
 * @param precision number format of the base model and the forward pass
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
