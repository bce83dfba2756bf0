package dev.cairn.vllm;

import java.time.Duration;

/**
 * How often a call that may be repeated is sent again when the engine did not answer it.
 *
 * @param attempts calls in all, the first one included
 * @param firstPause pause before the second call; doubles from call to call
 * @param longestPause where the doubling ends
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
    public RetryPolicy {
        if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "retries need attempts >= 1, firstPause >= 0 and longestPause >= firstPause: " + attempts + ", "
                            + firstPause + ", " + longestPause);
        }
    }

    /**
     * Six calls over about eight seconds, not counting the wait for an engine that is being restarted: a dying vLLM
     * takes some seconds until its process is gone and its supervisor can know.
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(6, Duration.ofMillis(250), Duration.ofSeconds(4));
    }

    /** The pause after call number {@code attempt} (1, 2, ...) failed. */
    Duration pauseAfter(int attempt) {
        var pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
