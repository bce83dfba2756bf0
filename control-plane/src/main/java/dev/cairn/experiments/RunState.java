package dev.cairn.experiments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The lifecycle state of a run; {@link RunTransitions} has the allowed changes. */
public enum RunState {
    /** For runs it depends on. */
    WAITING(Ending.OPEN),
    /** May be claimed. */
    QUEUED(Ending.OPEN),
    /** Somebody owns it. */
    RUNNING(Ending.OPEN),
    /** Its owner has been asked to stop after the units in progress. */
    PAUSING(Ending.OPEN),
    /** Nobody claims it until a person resumes it. */
    PAUSED(Ending.OPEN),
    /** Its owner has been asked to stop. */
    CANCELLING(Ending.OPEN),
    SUCCEEDED(Ending.FINAL),
    FAILED(Ending.FINAL),
    CANCELLED(Ending.FINAL);

    private enum Ending {
        OPEN,
        FINAL
    }

    private final Ending ending;

    RunState(Ending ending) {
        this.ending = ending;
    }

    /** Whether the state is final. */
    public boolean isFinal() {
        return ending == Ending.FINAL;
    }

    /** Whether the run has an owner that is not known to be dead. */
    public boolean isOwned() {
        return switch (this) {
            case RUNNING, PAUSING, CANCELLING -> true;
            case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    /** The name in SQL and JSON. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
