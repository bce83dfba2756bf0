package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of obstacle that a waiting run has. */
public enum WaitReasonCode {
    /** Runs that it depends on have not finished. */
    DEPENDENCIES,
    /** A person paused it. */
    PAUSED,
    /** The whole queue is paused or draining. */
    QUEUE_CLOSED,
    /** Its pool is paused or draining. */
    POOL_CLOSED,
    /** No live control plane serves its pool. */
    NO_CONTROL_PLANE,
    /** An engine or a worker failed, and the run is tried again later. */
    NOT_BEFORE,
    /** Its owner's quota of runs in progress is used up. */
    QUOTA,
    /** Its pool has no training slots left for it. */
    POOL_FULL,
    /** Other runs are ahead of it, or every control plane of its pool is busy. */
    QUEUE_ORDER;

    /** The name in JSON. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
