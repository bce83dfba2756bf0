package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.ports.UnitPosition;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown.
 *
 * @param preset what its experiment started from
 * @param owner who submitted it
 * @param policy which policy an evaluate run evaluates; absent for other kinds
 * @param reason why it is in its state; absent if there is no reason
 * @param failure who can resolve the failure, for a failed run
 * @param generation 1, plus one for each retry or restart of the run of that name
 * @param previous the run that this one retries or restarts
 * @param progress progress of the units in progress, not final
 * @param outerSteps T, for a soar run
 */
public record Run(
        RunId id,
        ExperimentId experimentId,
        String experimentName,
        @Nullable String preset,
        String owner,
        String name,
        RunKind kind,
        RunSpec.@Nullable Policy policy,
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
                experimentName,
                preset,
                owner,
                name,
                kind,
                policy,
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
     * Progress of one unit.
     *
     * @param unit its text, or what the run waits for between its units
     * @param kind what it does; see {@link UnitPosition} for this and the next four
     * @param message what it does or waits for
     * @param updatedAt when it last advanced
     */
    public record Progress(
            String unit,
            String kind,
            @Nullable Integer outerStep,
            @Nullable Integer set,
            @Nullable Integer repeat,
            @Nullable Integer block,
            int done,
            int total,
            String message,
            Instant updatedAt) {
        public static Progress of(String unit, int done, int total, String message, Instant updatedAt) {
            UnitPosition at = UnitPosition.of(unit);
            return new Progress(
                    unit,
                    at.kind(),
                    at.outerStep(),
                    at.set(),
                    at.repeat(),
                    at.block(),
                    done,
                    total,
                    message,
                    updatedAt);
        }
    }

    /**
     * Its position in the queue.
     *
     * @param trainingSlots it takes of its pool
     * @param claimedBy the control plane that carries it out
     * @param notBefore when it is tried again, after a failure of an engine or a worker
     */
    public record Queueing(
            String pool,
            int priority,
            int trainingSlots,
            @Nullable String claimedBy,
            @Nullable Instant notBefore) {}
}
