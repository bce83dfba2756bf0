package dev.cairn.results;

import dev.cairn.ports.UnitPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A committed unit.
 *
 * @param unit its text
 * @param kind what it did; see {@link UnitPosition} for this and the next four
 * @param claimedBy the control plane that committed it
 */
public record UnitView(
        String unit,
        String kind,
        @Nullable Integer outerStep,
        @Nullable Integer set,
        @Nullable Integer repeat,
        @Nullable Integer block,
        String claimedBy,
        long fence,
        int attempt,
        int rollouts,
        Instant startedAt,
        Instant endedAt) {
    static UnitView of(
            String unit, String claimedBy, long fence, int attempt, int rollouts, Instant startedAt, Instant endedAt) {
        UnitPosition position = UnitPosition.of(unit);
        return new UnitView(
                unit,
                position.kind(),
                position.outerStep(),
                position.set(),
                position.repeat(),
                position.block(),
                claimedBy,
                fence,
                attempt,
                rollouts,
                startedAt,
                endedAt);
    }
}
