package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether runs are let through, of the whole queue or of one pool. */
public enum Gate {
    OPEN,
    /** No more runs are claimed; those in progress continue. */
    PAUSED,
    /** No more runs are claimed; those in progress are handed back at their next unit's edge. */
    DRAINING;

    /** The name in SQL and JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Gate of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
