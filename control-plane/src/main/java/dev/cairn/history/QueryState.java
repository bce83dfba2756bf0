package dev.cairn.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of a query. */
public enum QueryState {
    /** In line behind others. */
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The name as it is stored and shown. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static QueryState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
