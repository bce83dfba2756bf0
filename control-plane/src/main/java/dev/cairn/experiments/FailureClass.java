package dev.cairn.experiments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who can do something about a failed run. */
public enum FailureClass {
    /** The person who wrote the spec, by changing it. */
    USER,
    /** The operator: engine, worker or disk were away for longer than all retries; a retry of the run may do. */
    INFRASTRUCTURE,
    /** Us: something happened that nothing expected. */
    BUG;

    /** The name in SQL and JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static FailureClass of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
