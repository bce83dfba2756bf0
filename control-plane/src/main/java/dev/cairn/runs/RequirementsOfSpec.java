package dev.cairn.runs;

import dev.cairn.fleet.RunRequirements;
import dev.cairn.spec.ExecutionSpec;
import dev.cairn.spec.ExecutionSpec.GpuSpec;
import dev.cairn.spec.ExperimentSpec;
import java.nio.file.Path;
import java.time.Duration;

/** Derives from a spec what its runs need of engines and workers. */
public final class RequirementsOfSpec {
    /** An engine step costs nearly the same for few sequences as for many, but more than this bring no gain. */
    private static final int SEQUENCES = 1024;

    private RequirementsOfSpec() {}

    /** @param model directory of the base model */
    public static RunRequirements of(ExperimentSpec spec, Path model) {
        ExecutionSpec execution = spec.execution();
        int parallel = execution.trialsInParallel();
        return new RunRequirements(
                model,
                spec.model().maxModelLength(),
                RunRequirements.Precision.valueOf(spec.model().precision().name()),
                spec.soar().lora().rank(),
                // per trial one adapter being sampled and one just published, and two for the teacher
                2 * parallel + 2,
                SEQUENCES,
                parallel == 1,
                RunRequirements.Bridge.valueOf(execution.bridge().name()),
                gpus(execution.gpu()),
                execution.engine(),
                execution.worker(),
                new RunRequirements.Training(
                        execution.threads(),
                        execution.microBatchTokens(),
                        parallel,
                        seconds(execution.trainTimeoutSeconds()),
                        seconds(execution.gradeTimeoutSeconds())),
                seconds(execution.generateTimeoutSeconds()));
    }

    private static RunRequirements.Gpus gpus(GpuSpec gpu) {
        return new RunRequirements.Gpus(
                gpu.tensorParallel(), gpu.engineDevice(), gpu.trainerDevice(), gpu.engineMemoryShare());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
