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
 * @param result as it will be read back, with storable texts
 * @param json the serialised result
 * @param worked working time of the run since the previous unit
 */
record UnitRecord(
        Unit<?> unit,
        int attempt,
        Instant startedAt,
        UnitResult result,
        String json,
        List<Rollout> rollouts,
        Duration worked) {}
