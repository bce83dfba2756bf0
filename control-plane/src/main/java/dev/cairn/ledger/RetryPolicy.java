package dev.cairn.ledger;

import java.time.Duration;

/**
 * How long a unit's result waits for a database that is away; the work behind it may have taken minutes.
 *
 * @param pause before the second try, doubled each time up to five seconds
 * @param patience in all
 */
public record RetryPolicy(Duration pause, Duration patience) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    public static RetryPolicy defaults() {
        return new RetryPolicy(Duration.ofMillis(100), Duration.ofMinutes(2));
    }

    RetryPolicy next() {
        Duration doubled = pause.multipliedBy(2);
        return new RetryPolicy(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled, patience.minus(pause));
    }

    boolean isSpent() {
        return patience.isNegative() || patience.isZero();
    }
}
