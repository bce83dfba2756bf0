package dev.cairn.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run does (architecture.md section 6). */
public enum RunKind {
    SCREEN(Leaves.HARD_SET),
    SOAR(Leaves.STUDENT),
    TRAIN(Leaves.STUDENT),
    EVALUATE(Leaves.NOTHING);

    /** What a run of a kind leaves that every run depending on it needs. */
    public enum Leaves {
        NOTHING,
        HARD_SET,
        /** Its first student at least. */
        STUDENT
    }

    private final Leaves leaves;

    RunKind(Leaves leaves) {
        this.leaves = leaves;
    }

    public Leaves leaves() {
        return leaves;
    }

    /** The name in SQL and JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RunKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
