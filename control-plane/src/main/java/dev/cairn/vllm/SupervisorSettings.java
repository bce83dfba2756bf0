package dev.cairn.vllm;

import java.time.Duration;

/**
 * How patient the supervisor is.
 *
 * @param startDeadline the longest a start may take until {@code /health} answers
 * @param maxRestarts restarts in a row before it gives up; a run of {@code settled} clears the count
 * @param firstPause pause before the first restart, doubling up to 30 s
 * @param settled how long an engine must live for its earlier deaths to be forgotten
 * @param checkEvery how often a running engine is asked for its health
 * @param endGrace from asking the engine to end to killing it
 */
public record SupervisorSettings(
        Duration startDeadline,
        int maxRestarts,
        Duration firstPause,
        Duration settled,
        Duration checkEvery,
        Duration endGrace) {
    public SupervisorSettings {
        if (!startDeadline.isPositive() || maxRestarts < 0 || firstPause.isNegative() || !checkEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "a supervisor needs startDeadline > 0, maxRestarts >= 0, firstPause >= 0 and checkEvery > 0: "
                            + startDeadline + ", " + maxRestarts + ", " + firstPause + ", " + checkEvery);
        }
    }

    /** Ten minutes to start (a large model is read from disk), three restarts in a row. */
    public static SupervisorSettings standard() {
        return new SupervisorSettings(
                Duration.ofMinutes(10),
                3,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    /** The pause before restart number {@code restart} (1, 2, ...). */
    Duration pauseBefore(int restart, Duration longest) {
        var pause = firstPause.multipliedBy(1L << Math.min(restart - 1, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
