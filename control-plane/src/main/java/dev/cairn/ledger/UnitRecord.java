package dev.cairn.ledger;

import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A finished unit, ready to be committed.
 *
 * @param result as it will be read back, so with clean texts
 * @param json the same, serialised
 * @param worked time on the run since the unit before
 */
record UnitRecord(
        Unit<?> unit,
        int attempt,
        Instant startedAt,
        UnitResult result,
        String json,
        List<Rollout> rollouts,
        Duration worked) {}
