package dev.cairn.queue;

import java.time.Duration;

/**
 * How the queue hands out runs.
 *
 * @param lease how long after its last heartbeat an owner counts as dead, on the database's clock
 * @param lookAhead how long an order of candidates that was read once is worked off; a new submission waits so long at most
 * @param failedClaimLimit claims in a row that end with a dead owner, or trouble with engine or worker, without a finished unit
 *     before the run fails
 */
public record QueueSettings(Duration lease, Duration lookAhead, int failedClaimLimit) {
    public QueueSettings {
        if (!lease.isPositive() || !lookAhead.isPositive() || failedClaimLimit < 1) {
            throw new IllegalArgumentException("lease, lookAhead and failedClaimLimit must be above 0");
        }
    }

    public static QueueSettings standard() {
        return new QueueSettings(Duration.ofSeconds(15), Duration.ofMillis(250), 10);
    }

    public QueueSettings withLease(Duration other) {
        return new QueueSettings(other, lookAhead, failedClaimLimit);
    }
}
