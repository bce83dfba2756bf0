package dev.cairn.vllm;

import dev.cairn.base.Backoff;
import java.time.Duration;

/**
 * How often a call that may be repeated is sent again when the engine did not answer it.
 *
 * @param attempts calls in all, the first one included
 * @param pauses between two calls
 */
record RetryPolicy(int attempts, Backoff pauses) {
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("retries need attempts >= 1: " + attempts);
        }
    }

    /**
     * Six calls over about eight seconds, not counting the wait for an engine that is being restarted: a dying vLLM
     * takes some seconds until its process is gone and its supervisor can know.
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(6, new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4)));
    }
}
