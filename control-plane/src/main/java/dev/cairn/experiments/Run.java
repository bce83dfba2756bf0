package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.RunKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown.
 *
 * @param reason why it is in its state, where there is something to say
 * @param failure who can do something about it, for a failed run
 * @param generation 1, and one more with each retry or restart of the run of that name
 * @param previous the run that this one retries or restarts
 * @param progress units in progress; not final
 * @param outerSteps T, for a soar run
 */
public record Run(
        RunId id,
        ExperimentId experimentId,
        String name,
        RunKind kind,
        RunState state,
        @Nullable String reason,
        @Nullable FailureClass failure,
        int generation,
        @Nullable RunId previous,
        long seed,
        Queueing queue,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<Progress> progress,
        @Nullable Integer outerStepsDone,
        @Nullable Integer outerSteps,
        @Nullable Integer promotions,
        @Nullable Double lastMeanReward,
        @Nullable Double lastMovingAverage) {

    Run with(List<Progress> now) {
        return new Run(
                id,
                experimentId,
                name,
                kind,
                state,
                reason,
                failure,
                generation,
                previous,
                seed,
                queue,
                createdAt,
                startedAt,
                endedAt,
                List.copyOf(now),
                outerStepsDone,
                outerSteps,
                promotions,
                lastMeanReward,
                lastMovingAverage);
    }

    /**
     * How far one unit is.
     *
     * @param message what it does or waits for
     * @param updatedAt when it last advanced
     */
    public record Progress(String unit, int done, int total, String message, Instant updatedAt) {}

    /**
     * Its place in the queue.
     *
     * @param owner who submitted it
     * @param trainingSlots it takes of its pool
     * @param notBefore when it is tried again, after trouble with engine or worker
     */
    public record Queueing(
            String owner,
            String pool,
            int priority,
            int trainingSlots,
            @Nullable Instant notBefore) {}
}
