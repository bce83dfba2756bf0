package dev.cairn.base;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: doubled each time, up to a longest pause.
 *
 * @param first pause before the second attempt
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff needs first >= 0 and longest >= first: " + first + ", " + longest);
        }
    }

    /** @param tries made so far, 1 or more */
    public Duration after(int tries) {
        Duration doubled = first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /**
     * Varied by up to a half, so that callers that lost the same server do not return together.
     *
     * @param tries made so far, 1 or more
     */
    public Duration after(int tries, RandomGenerator random) {
        return Duration.ofMillis(Math.round(after(tries).toMillis() * (0.5 + random.nextDouble())));
    }
}
