package dev.cairn.runs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the n-th try: doubled each time up to a longest one, give or take a half, so that runs that lost
 * the same engine do not come back together.
 *
 * @param first before the second try
 */
record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /** @param tries made so far, 1 or more */
    Duration after(int tries, RandomGenerator random) {
        Duration doubled = first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        Duration capped = doubled.compareTo(longest) > 0 ? longest : doubled;
        return Duration.ofMillis(Math.round(capped.toMillis() * (0.5 + random.nextDouble())));
    }
}
