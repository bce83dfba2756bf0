package dev.cairn.queue;

import dev.cairn.ids.RunId;
import java.time.Duration;

/**
 * The right to work on a run until it runs out.
 *
 * @param owner who holds it
 * @param fence higher than that of every owner before
 * @param length from each heartbeat on; an owner stops itself at two thirds of it
 */
public record Lease(RunId run, String owner, long fence, Duration length) {
    /** How long after the last heartbeat that succeeded an owner must have stopped by itself. */
    public Duration stopAfter() {
        return length.multipliedBy(2).dividedBy(3);
    }
}
