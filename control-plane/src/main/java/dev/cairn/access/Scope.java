package dev.cairn.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How much of its role a token carries. */
public enum Scope {
    /** All of it. */
    FULL("full"),
    /** What its role may see, and no change: an auditor's, or a dashboard's. */
    READ_ONLY("read-only");

    private final String wireName;

    Scope(String word) {
        this.wireName = word;
    }

    /** As it is stored and shown. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    static Scope of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a scope"));
    }
}
