package dev.cairn.spec;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the work is carried out; changes no result except through concurrency on real engines.
 *
 * @param bridge to the Python workers: inside this process, or over HTTP
 * @param engine the name of a registered engine; absent: vLLM is started here
 * @param worker the name of a registered worker, which needs the bridge HTTP; absent: one is started here
 * @param gpu which GPUs engine and trainer take
 * @param trialsInParallel student runs side by side
 * @param rolloutText which completions' texts are kept
 * @param microBatchTokens tokens of a forward pass of the trainer at most
 * @param threads of the trainer
 * @param gradeTimeoutSeconds for one answer
 * @param generateTimeoutSeconds for one request to the engine
 * @param trainTimeoutSeconds for one call to the trainer
 */
public record ExecutionSpec(
        @NotNull Bridge bridge,

        @Nullable @Pattern(regexp = ExecutionSpec.NAME, message = ExecutionSpec.NAME_WORDS)
        String engine,

        @Nullable @Pattern(regexp = ExecutionSpec.NAME, message = ExecutionSpec.NAME_WORDS)
        String worker,

        @NotNull @Valid GpuSpec gpu,
        @Min(1) @Max(1024) int trialsInParallel,
        @NotNull RolloutText rolloutText,
        @Min(16) @Max(16777216) int microBatchTokens,
        @Min(1) @Max(1024) int threads,
        @DecimalMin("0.001") @DecimalMax("604800") double gradeTimeoutSeconds,
        @DecimalMin("0.001") @DecimalMax("604800") double generateTimeoutSeconds,
        @DecimalMin("0.001") @DecimalMax("604800") double trainTimeoutSeconds) {
    private static final String NAME = "[a-z][a-z0-9-]{0,62}";
    private static final String NAME_WORDS = "must be the name of a registered one, or null";

    /** Where the Python workers run. */
    public enum Bridge {
        JEP,
        HTTP
    }

    /** Which texts are kept beside the numbers. */
    public enum RolloutText {
        ALL,
        SAMPLED,
        NONE
    }

    /** The same with other micro-batches. */
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
}
