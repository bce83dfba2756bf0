package dev.cairn.queue;

/** The answer to an owner's heartbeat. */
public enum Heartbeat {
    /** The lease is extended; continue. */
    HELD,
    /** The lease is extended; release the run after the units in progress: it is paused, or its pool drains. */
    STOP_AFTER_UNIT,
    /** The lease is extended; cancel the run. */
    CANCELLING,
    /** The run has another owner or has ended: stop at once and write nothing. */
    LOST
}
