package dev.cairn.results.metrics;

import dev.cairn.ports.UnitPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One point of a series.
 *
 * @param unit the unit that it was measured in; see {@link UnitPosition} for the next four
 * @param step place in the series within its unit: the optimizer step or outer step, from 0
 * @param recordedAt when its unit was committed
 */
public record MetricPointView(
        String unit,
        @Nullable Integer outerStep,
        @Nullable Integer set,
        @Nullable Integer repeat,
        @Nullable Integer block,
        int step,
        double value,
        Instant recordedAt) {
    static MetricPointView of(String unit, int step, double value, Instant recordedAt) {
        UnitPosition at = UnitPosition.of(unit);
        return new MetricPointView(unit, at.outerStep(), at.set(), at.repeat(), at.block(), step, value, recordedAt);
    }
}
