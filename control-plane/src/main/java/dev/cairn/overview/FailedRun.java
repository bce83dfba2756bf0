package dev.cairn.overview;

import dev.cairn.experiments.FailureClass;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.RunKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that failed.
 *
 * @param failure who can resolve it; absent for runs from before this was recorded
 */
public record FailedRun(
        RunId id,
        String name,
        RunKind kind,
        int generation,
        ExperimentId experimentId,
        String experimentName,
        String owner,
        @Nullable FailureClass failure,
        String reason,
        Instant endedAt) {}
