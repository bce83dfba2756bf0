package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that is not running.
 *
 * @param runsAhead runs of its pool that are claimed before it, as things stand; absent unless it is queued
 * @param precededBy the run directly ahead of it
 */
public record QueuedRun(
        RunId id,
        ExperimentId experimentId,
        String name,
        RunState state,
        String owner,
        String pool,
        int priority,
        int trainingSlots,
        Instant createdAt,
        @Nullable Integer runsAhead,
        @Nullable RunId precededBy,
        WaitReason waitReason) {}
