package dev.cairn.vllm;

import dev.cairn.base.Backoff;
import java.time.Duration;

/**
 * The supervisor's deadlines, restarts and pauses.
 *
 * @param startDeadline limit on a start, until {@code /health} answers
 * @param maxRestarts restarts in a row before it gives up; the count is reset when the engine has run for
 *     {@code settled}
 * @param pauses the pauses before restarts
 * @param settled how long an engine must run before its earlier deaths no longer count
 * @param checkEvery interval between health checks of a running engine
 * @param endGrace time between asking the engine to end and killing it
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

    /**
     * The standard settings: ten minutes to start, since a large model is read from disk, and three restarts in a row.
     */
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
