package dev.cairn.runs;

import dev.cairn.experiments.ExecutionSpec;
import dev.cairn.experiments.ExperimentSpec;
import dev.cairn.fleet.Needs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a spec needs of engines and workers. */
final class SpecNeeds {
    /** More sequences at a time than this gain nothing on one engine and cost cache. */
    private static final int MOST_SEQUENCES = 512;

    private SpecNeeds() {}

    static Needs of(ExperimentSpec spec, Path model) {
        ExecutionSpec execution = spec.execution();
        int parallel = execution.trialsInParallel();
        int batch = spec.soar().inner().batch() * spec.soar().inner().group();
        return new Needs(
                model,
                spec.model().maxModelLength(),
                Needs.Precision.valueOf(spec.model().precision().name()),
                spec.soar().lora().rank(),
                // one sampled and one just published a trial, and the teacher
                2 * parallel + 2,
                Math.clamp((long) parallel * batch, 64, MOST_SEQUENCES),
                parallel == 1,
                Needs.Bridge.valueOf(execution.bridge().name()),
                uri(execution.engineUrl()),
                uri(execution.workerUrl()),
                new Needs.Training(
                        execution.threads(),
                        execution.microBatchTokens(),
                        seconds(execution.trainTimeoutSeconds()),
                        seconds(execution.gradeTimeoutSeconds())),
                seconds(execution.generateTimeoutSeconds()));
    }

    private static @Nullable URI uri(@Nullable String url) {
        return url == null ? null : URI.create(url);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
