package dev.cairn.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Measures the working time of a run that is not accounted for yet. */
final class Stopwatch {
    private final Clock clock;
    private Instant counted;

    Stopwatch(Clock clock) {
        this.clock = clock;
        this.counted = clock.instant();
    }

    /** The time since the last call. Parallel units share the time between them. */
    synchronized Duration lap() {
        Instant now = clock.instant();
        Duration lap = Duration.between(counted, now);
        counted = now;
        return lap;
    }
}
