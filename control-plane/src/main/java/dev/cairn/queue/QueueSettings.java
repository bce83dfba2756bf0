package dev.cairn.queue;

import java.time.Duration;

/**
 * How the queue hands out runs.
 *
 * @param lease how long after its last heartbeat an owner counts as dead, on the database's clock
 * @param lookAhead how long a batch of candidates is used before it is read again; a new submission waits at most this
 *     long
 * @param failedClaimLimit number of claims in a row without a finished unit, ended by a dead owner or a failing engine
 *     or worker, after which the run fails
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
