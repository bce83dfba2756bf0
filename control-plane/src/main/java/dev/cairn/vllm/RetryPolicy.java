package dev.cairn.vllm;

import dev.cairn.base.Backoff;
import java.time.Duration;

/**
 * How often a repeatable call is sent again if the engine does not answer.
 *
 * @param attempts number of calls, including the first
 * @param pauses the pauses between two calls
 */
record RetryPolicy(int attempts, Backoff pauses) {
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("retries need attempts >= 1: " + attempts);
        }
    }

    /**
     * Six calls over about eight seconds, not counting the wait for a restart: a dying vLLM takes some seconds until
     * its process ends and its supervisor can notice.
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(6, new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4)));
    }
}
