package dev.cairn.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time that was worked on a run and not counted yet. */
final class Stopwatch {
    private final Clock clock;
    private Instant counted;

    Stopwatch(Clock clock) {
        this.clock = clock;
        this.counted = clock.instant();
    }

    /** Since the last call; units side by side share the time between them. */
    synchronized Duration lap() {
        Instant now = clock.instant();
        Duration lap = Duration.between(counted, now);
        counted = now;
        return lap;
    }
}
