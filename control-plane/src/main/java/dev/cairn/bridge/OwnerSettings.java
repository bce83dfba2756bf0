package dev.cairn.bridge;

import java.time.Duration;

/**
 * Limits of one thread that owns a Python interpreter.
 *
 * @param queueLimit number of calls that may wait; a further one is refused with {@code WAIT}
 * @param grace how long a stopped call may take to end before the interpreter counts as dead
 */
record OwnerSettings(int queueLimit, Duration grace) {
    public OwnerSettings {
        if (queueLimit < 1) {
            throw new IllegalArgumentException("queueLimit must be 1 or more: " + queueLimit);
        }
    }

    public static OwnerSettings defaults() {
        return new OwnerSettings(256, Duration.ofSeconds(10));
    }
}
