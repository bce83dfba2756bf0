package dev.cairn.queue;

/** What an owner learns from a heartbeat. */
public enum Heartbeat {
    /** The lease is longer now; continue. */
    HELD,
    /** The lease is longer now; let go of the run at the edge of the units in progress: it is paused, or its pool drains. */
    TO_THE_EDGE,
    /** The lease is longer now; the run is to be cancelled. */
    CANCELLING,
    /** Somebody else owns the run, or it has ended: stop at once and write nothing. */
    LOST
}
