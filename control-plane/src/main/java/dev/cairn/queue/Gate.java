package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether runs may be claimed, for the whole queue or for one pool. */
public enum Gate {
    OPEN,
    /** No more runs are claimed; those in progress continue. */
    PAUSED,
    /** No more runs are claimed; those in progress are released after their current units. */
    DRAINING;

    /** The name in SQL and JSON. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Gate of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
