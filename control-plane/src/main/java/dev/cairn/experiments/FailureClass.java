package dev.cairn.experiments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who can resolve the failure of a run. */
public enum FailureClass {
    /** The user, by changing the spec. */
    USER,
    /**
     * The operator: an engine, a worker or the disk was unavailable for longer than all retries. Retrying the run may
     * succeed.
     */
    INFRASTRUCTURE,
    /** The developers: something unexpected happened. */
    BUG;

    /** The name in SQL and JSON. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FailureClass of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
