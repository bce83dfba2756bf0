package dev.cairn.experiments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/** The state of an experiment, derived from its runs; the database keeps it in {@code experiment_summary} for lists. */
public enum ExperimentState {
    QUEUED,
    RUNNING,
    /** No run is in progress, and at least one waits to be resumed. */
    PAUSED,
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /**
     * The most significant state of all runs. A failure takes precedence over runs that were cancelled because of it.
     */
    public static ExperimentState of(Collection<RunState> runs) {
        if (runs.contains(RunState.CANCELLING)) {
            return CANCELLING;
        }
        boolean open = runs.stream().anyMatch(state -> !state.isFinal());
        if (open) {
            if (runs.contains(RunState.RUNNING) || runs.contains(RunState.PAUSING)) {
                return RUNNING;
            }
            if (runs.contains(RunState.PAUSED) && !runs.contains(RunState.QUEUED)) {
                return PAUSED;
            }
            return runs.contains(RunState.SUCCEEDED) ? RUNNING : QUEUED;
        }
        if (runs.contains(RunState.FAILED)) {
            return FAILED;
        }
        return runs.contains(RunState.CANCELLED) ? CANCELLED : SUCCEEDED;
    }

    /** Whether all runs have ended. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, RUNNING, PAUSED, CANCELLING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
