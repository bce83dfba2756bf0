package dev.cairn.spec;

import dev.cairn.settings.Setting;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the work is executed. It does not change results, except through concurrency on real engines.
 *
 * @param bridge how to reach the Python workers: inside this process, or over HTTP
 * @param engine the name of a registered engine; if absent, vLLM is started here
 * @param worker the name of a registered worker, which needs the bridge HTTP; if absent, one is started here
 * @param gpu the GPUs of engine and trainer
 * @param trialsInParallel number of parallel student runs
 * @param rolloutText which completions' texts are stored
 * @param microBatchTokens limit on the tokens of a forward pass of the trainer
 * @param threads number of threads of the trainer
 * @param gradeTimeoutSeconds limit on grading one answer
 * @param generateTimeoutSeconds limit on one request to the engine
 * @param trainTimeoutSeconds limit on one call to the trainer; on a comparison of gradients (soar.outer.reward = ALIGNMENT), the limit for each question set
 */
public record ExecutionSpec(
        @NotNull Bridge bridge,

        @Nullable @Pattern(regexp = ExecutionSpec.NAME, message = ExecutionSpec.NAME_WORDS)
        String engine,

        @Nullable @Pattern(regexp = ExecutionSpec.NAME, message = ExecutionSpec.NAME_WORDS)
        String worker,

        @NotNull @Valid GpuSpec gpu,
        @Min(1) @Max(1024) @Setting(unit = "students") int trialsInParallel,
        @NotNull RolloutText rolloutText,
        @Min(16) @Max(16777216) @Setting(unit = "tokens") int microBatchTokens,
        @Min(1) @Max(1024) @Setting(unit = "threads") int threads,

        @DecimalMin("0.001") @DecimalMax("604800") @Setting(unit = "seconds")
        double gradeTimeoutSeconds,

        @DecimalMin("0.001") @DecimalMax("604800") @Setting(unit = "seconds")
        double generateTimeoutSeconds,

        @DecimalMin("0.001") @DecimalMax("604800") @Setting(unit = "seconds")
        double trainTimeoutSeconds) {
    private static final String NAME = "[a-z][a-z0-9-]{0,62}";
    private static final String NAME_WORDS = "must be the name of a registered one, or null";

    /** Where the Python workers run. */
    public enum Bridge {
        /** Inside this process, which is faster for small models. */
        JEP,
        /** In processes of their own, which may run on other machines. */
        HTTP
    }

    /** Which texts are stored in addition to the numbers. */
    public enum RolloutText {
        /** Of all completions. */
        ALL,
        /** Of one completion in sixteen, and of all of the teacher's. */
        SAMPLED,
        /** Of no completion. */
        NONE
    }

    /** This spec with another size of micro-batches. */
    public ExecutionSpec withMicroBatchTokens(int tokens) {
        return new ExecutionSpec(
                bridge,
                engine,
                worker,
                gpu,
                trialsInParallel,
                rolloutText,
                tokens,
                threads,
                gradeTimeoutSeconds,
                generateTimeoutSeconds,
                trainTimeoutSeconds);
    }

    static ExecutionSpec defaults() {
        return new ExecutionSpec(Bridge.JEP, null, null, GpuSpec.defaults(), 2, RolloutText.ALL, 16384, 1, 5, 600, 600);
    }

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
            @Min(1) @Max(1024) @Setting(unit = "GPUs") int tensorParallel,

            @Nullable @Min(0) @Max(1023) Integer engineDevice,

            @Nullable @Min(0) @Max(1023) Integer trainerDevice,

            @Nullable @DecimalMin("0.01") @DecimalMax("0.99")
            Double engineMemoryShare) {

        static GpuSpec defaults() {
            return new GpuSpec(1, null, null, null);
        }

        /** Whether it contains a setting for the engine. */
        boolean placesEngine() {
            return tensorParallel != 1 || engineDevice != null || engineMemoryShare != null;
        }
    }
}
