package dev.cairn.fleet;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs of engine and workers.
 *
 * @param model directory of the base model
 * @param maxModelLength prompt and completion tokens of the longest sequence
 * @param maxRank the highest adapter rank
 * @param adapters policies served at a time
 * @param sequences completions in flight at a time that keep the run busy
 * @param repeatable whether a repeated run must be equal: no prefix cache (architecture.md section 5)
 * @param gpus which GPUs engine and trainer take, where they are used
 * @param engine the name of a registered engine; absent: one is started here
 * @param worker the name of a registered worker; absent: one is started here where the bridge is HTTP
 */
public record RunRequirements(
        Path model,
        int maxModelLength,
        Precision precision,
        int maxRank,
        int adapters,
        int sequences,
        boolean repeatable,
        Bridge bridge,
        Gpus gpus,
        @Nullable String engine,
        @Nullable String worker,
        Training training,
        Duration generateTimeout) {

    /** Numbers of the frozen base. */
    public enum Precision {
        FP32,
        BF16
    }

    /**
     * Devices count from 0 among those that this process may see; what is absent is chosen by {@link GpuPlan}.
     *
     * @param tensorParallel GPUs of the engine
     * @param engineMemoryShare of each of them, in 0..1
     */
    public record Gpus(
            int tensorParallel,
            @Nullable Integer engineDevice,
            @Nullable Integer trainerDevice,
            @Nullable Double engineMemoryShare) {}

    /** Where the Python workers run. */
    public enum Bridge {
        JEP,
        HTTP
    }

    /**
     * How the trainer works.
     *
     * @param threads PyTorch's threads on CPU
     * @param microBatchTokens tokens of a forward pass at most
     * @param sessions open at a time
     * @param timeout for one call
     * @param gradeTimeout for one answer
     */
    public record Training(int threads, int microBatchTokens, int sessions, Duration timeout, Duration gradeTimeout) {}
}
