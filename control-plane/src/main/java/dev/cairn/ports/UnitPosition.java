package dev.cairn.ports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a unit is in its run, in the parts that clients show; all numbers count from 0.
 *
 * @param kind the unit's kind, or what a run waits for between its units: {@code connect}, {@code pause}, {@code engine}
 * @param outerStep t; absent where the unit belongs to no outer step
 * @param set k; of a trial or a measured learnability
 * @param repeat j; only of a trial
 * @param block index of a block of problems or of a segment; absent where there is none
 */
public record UnitPosition(
        String kind,
        @Nullable Integer outerStep,
        @Nullable Integer set,
        @Nullable Integer repeat,
        @Nullable Integer block) {

    public static UnitPosition of(Unit<?> unit) {
        String kind = unit.kind().name();
        List<Integer> at = unit.at();
        return switch (unit.kind().position()) {
            case RUN -> new UnitPosition(kind, null, null, null, null);
            case BLOCK -> new UnitPosition(kind, null, null, null, at.getFirst());
            case OUTER_STEP -> new UnitPosition(kind, at.getFirst(), null, null, null);
            case SET -> new UnitPosition(kind, at.get(0), at.get(1), null, null);
            case TRIAL -> new UnitPosition(kind, at.get(0), at.get(1), at.get(2), null);
        };
    }

    /** @param text of a unit, or what a run waits for between its units */
    public static UnitPosition of(String text) {
        return Unit.parse(text)
                .<UnitPosition>map(UnitPosition::of)
                .orElseGet(() -> new UnitPosition(text, null, null, null, null));
    }
}
