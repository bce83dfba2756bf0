package dev.cairn.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of a run. */
public enum RunKind {
    SCREEN(Leaves.HARD_SET),
    SOAR(Leaves.STUDENT),
    SAMPLE(Leaves.QUESTIONS),
    TRAIN(Leaves.STUDENT),
    EVALUATE(Leaves.NOTHING);

    /** The result of a kind of run that every dependent run needs. */
    public enum Leaves {
        NOTHING,
        HARD_SET,
        /** Questions for students of other methods. */
        QUESTIONS,
        /** At least its student v0. */
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
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
