package dev.cairn.ledger;

import java.time.Instant;

/** A committed unit. */
public record UnitView(
        String unit, String owner, long fence, int attempt, int rollouts, Instant startedAt, Instant endedAt) {}
