package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in the queue.
 *
 * @param waitingSince when it came to its state
 * @param runsAhead number of runs of its pool that will be claimed before it, as of now; absent unless it is queued
 * @param precededBy the run directly ahead of it
 */
public record QueuedRun(
        RunId id,
        ExperimentId experimentId,
        String experimentName,
        String name,
        RunState state,
        String owner,
        String pool,
        int priority,
        int trainingSlots,
        Instant createdAt,
        Instant waitingSince,
        @Nullable Integer runsAhead,
        @Nullable RunId precededBy,
        WaitReason waitReason) {}
