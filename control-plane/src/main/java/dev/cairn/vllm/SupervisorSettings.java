package dev.cairn.vllm;

import dev.cairn.base.Backoff;
import java.time.Duration;

/**
 * How patient the supervisor is.
 *
 * @param startDeadline the longest a start may take until {@code /health} answers
 * @param maxRestarts restarts in a row before it gives up; a run of {@code settled} clears the count
 * @param pauses before restarts
 * @param settled how long an engine must live for its earlier deaths to be forgotten
 * @param checkEvery how often a running engine is asked for its health
 * @param endGrace from asking the engine to end to killing it
 */
record SupervisorSettings(
        Duration startDeadline,
        int maxRestarts,
        Backoff pauses,
        Duration settled,
        Duration checkEvery,
        Duration endGrace) {
    public SupervisorSettings {
        if (!startDeadline.isPositive() || maxRestarts < 0 || !checkEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "a supervisor needs startDeadline > 0, maxRestarts >= 0 and checkEvery > 0: " + startDeadline + ", "
                            + maxRestarts + ", " + checkEvery);
        }
    }

    /** Ten minutes to start (a large model is read from disk), three restarts in a row. */
    public static SupervisorSettings standard() {
        return new SupervisorSettings(
                Duration.ofMinutes(10),
                3,
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
