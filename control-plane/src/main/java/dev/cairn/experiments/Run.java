package dev.cairn.experiments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown.
 *
 * @param reason why it is in its state, where there is something to say
 * @param progress units under way; not final
 * @param outerSteps T, for a soar run
 */
public record Run(
        RunId id,
        ExperimentId experimentId,
        String name,
        RunKind kind,
        RunState state,
        @Nullable String reason,
        long seed,
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
                seed,
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

    /** How far one unit is. */
    public record Progress(String unit, int done, int total, String what) {}
}
