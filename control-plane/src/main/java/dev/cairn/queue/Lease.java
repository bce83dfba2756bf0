package dev.cairn.queue;

import dev.cairn.ids.RunId;
import java.time.Duration;

/**
 * The right to work on a run until the lease expires.
 *
 * @param owner the holder
 * @param fence higher than the fence of every earlier owner
 * @param length counted from the last heartbeat; an owner stops by itself after two thirds of it
 */
public record Lease(RunId run, String owner, long fence, Duration length) {
    /** Time after the last successful heartbeat by which an owner must have stopped by itself. */
    public Duration stopAfter() {
        return length.multipliedBy(2).dividedBy(3);
    }
}
