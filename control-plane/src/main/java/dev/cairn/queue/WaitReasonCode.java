package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What keeps a run from running. */
public enum WaitReasonCode {
    /** Runs that it depends on have not ended. */
    DEPENDENCIES,
    /** A person paused it. */
    PAUSED,
    /** The whole queue is paused or draining. */
    QUEUE_CLOSED,
    /** Its pool is paused or draining. */
    POOL_CLOSED,
    /** No living control plane serves its pool. */
    NO_CONTROL_PLANE,
    /** Engine or worker were in trouble; it is tried again later. */
    NOT_BEFORE,
    /** Its owner has as many runs in progress as the quota allows. */
    QUOTA,
    /** Its pool has no training slots left for it. */
    POOL_FULL,
    /** Others are ahead of it, or every control plane of its pool is busy. */
    QUEUE_ORDER;

    /** The name in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
