package dev.cairn.fleet;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs of engines and workers.
 *
 * @param model directory of the base model
 * @param maxModelLength longest sequence in tokens, prompt and completion together
 * @param maxRank the highest adapter rank
 * @param adapters number of policies served at a time
 * @param sequences number of completions in flight that the run can use
 * @param repeatable whether a repeated run must give equal results, so without a prefix cache
 * @param gpus the GPUs of engine and trainer, if any
 * @param engine the name of a registered engine; if absent one is started here
 * @param worker the name of a registered worker; if absent one is started here if the bridge is HTTP
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

    /** The same on other GPUs. */
    RunRequirements onGpus(Gpus others) {
        return with(others, adapters, training);
    }

    /** What an engine and a trainer need that several such runs use at a time. */
    RunRequirements times(int runs) {
        return with(
                gpus,
                runs * adapters,
                new Training(
                        training.threads(),
                        training.microBatchTokens(),
                        runs * training.sessions(),
                        training.timeout(),
                        training.gradeTimeout()));
    }

    private RunRequirements with(Gpus otherGpus, int otherAdapters, Training otherTraining) {
        return new RunRequirements(
                model,
                maxModelLength,
                precision,
                maxRank,
                otherAdapters,
                sequences,
                repeatable,
                bridge,
                otherGpus,
                engine,
                worker,
                otherTraining,
                generateTimeout);
    }

    /** Number format of the frozen base model. */
    public enum Precision {
        FP32,
        BF16
    }

    /**
     * The requested GPUs, counted from 0 among those visible to this process. {@link GpuPlan} chooses those that are
     * absent.
     *
     * @param tensorParallel number of GPUs of the engine
     * @param engineMemoryShare the engine's share of the memory of each, in 0..1
     */
    public record Gpus(
            int tensorParallel,
            @Nullable Integer engineDevice,
            @Nullable Integer trainerDevice,
            @Nullable Double engineMemoryShare) {
        /** The same, with the engine on the GPUs from this one on. */
        Gpus engineFrom(int first) {
            return new Gpus(tensorParallel, first, trainerDevice, engineMemoryShare);
        }

        /** The same, with the trainer on this GPU. */
        Gpus trainerOn(int device) {
            return new Gpus(tensorParallel, engineDevice, device, engineMemoryShare);
        }
    }

    /** Where the Python workers run. */
    public enum Bridge {
        JEP,
        HTTP
    }

    /**
     * Settings of the trainer and the grader.
     *
     * @param threads number of PyTorch's threads on CPU
     * @param microBatchTokens limit on the tokens of one forward pass
     * @param sessions number of sessions open at a time
     * @param timeout limit on one call
     * @param gradeTimeout limit on grading one answer
     */
    public record Training(int threads, int microBatchTokens, int sessions, Duration timeout, Duration gradeTimeout) {}
}
