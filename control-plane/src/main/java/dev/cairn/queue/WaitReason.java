package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Why a run is not running.
 *
 * @param text for people: what it waits for, and what they can do where there is something to do
 */
public record WaitReason(Kind kind, String text) {
    /** What stands in its way. */
    public enum Kind {
        /** Runs that it depends on have not ended. */
        DEPENDENCIES,
        /** A person paused it. */
        PAUSED,
        /** The whole queue lets nothing through. */
        QUEUE_CLOSED,
        /** Its pool lets nothing through. */
        POOL_CLOSED,
        /** No living control plane serves its pool. */
        NO_CONTROL_PLANE,
        /** It met trouble with engine or worker and is tried again later. */
        NOT_BEFORE,
        /** Its owner has as many runs in progress as the quota allows. */
        QUOTA,
        /** Its pool has no room. */
        POOL_FULL,
        /** Others are ahead of it, or every control plane of its pool is busy. */
        TURN;

        /** The name in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
