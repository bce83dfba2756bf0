package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;

/** The operations on a run, and their effect in each state. */
public enum RunVerb {
    CANCEL("cancelled"),
    PAUSE("paused"),
    RESUME("resumed"),
    RETRY("retried");

    private final String pastParticiple;

    RunVerb(String done) {
        this.pastParticiple = done;
    }

    /** The effect of a verb. */
    public sealed interface Effect {
        /** The run changes. */
        record Changes() implements Effect {}

        /** The run is already in the requested state. */
        record Unchanged(String reason) implements Effect {}

        /** The run's state does not allow it. */
        record Refused(String reason) implements Effect {}
    }

    /** The effect on a run in a state. */
    public Effect effectOn(RunId run, RunState state) {
        return switch (this) {
            case CANCEL ->
                switch (state) {
                    case WAITING, QUEUED, RUNNING, PAUSING, PAUSED -> new Effect.Changes();
                    case CANCELLING -> unchanged(run, "is already being cancelled");
                    case CANCELLED -> unchanged(run, "was already cancelled");
                    case SUCCEEDED, FAILED -> refused(run, state);
                };
            case PAUSE ->
                switch (state) {
                    case WAITING, QUEUED, RUNNING -> new Effect.Changes();
                    case PAUSING -> unchanged(run, "is already being paused");
                    case PAUSED -> unchanged(run, "is already paused");
                    case CANCELLING, SUCCEEDED, FAILED, CANCELLED -> refused(run, state);
                };
            case RESUME ->
                switch (state) {
                    case PAUSED, PAUSING -> new Effect.Changes();
                    case WAITING, QUEUED, RUNNING -> unchanged(run, "is " + state.wireName() + ", not paused");
                    case CANCELLING, SUCCEEDED, FAILED, CANCELLED -> refused(run, state);
                };
            case RETRY ->
                switch (state) {
                    case FAILED, CANCELLED -> new Effect.Changes();
                    case WAITING, QUEUED, RUNNING, PAUSING, PAUSED, CANCELLING, SUCCEEDED ->
                        new Effect.Refused("run " + run + " (" + state.wireName()
                                + ") can't be retried; only runs that failed or were cancelled can");
                };
        };
    }

    /** @throws RefusedException if it would not change a run in this state; the message says what is possible */
    void require(RunId run, RunState state) {
        switch (effectOn(run, state)) {
            case Effect.Changes() -> {}
            case Effect.Unchanged(String reason) -> throw new RefusedException(reason);
            case Effect.Refused(String reason) -> throw new RefusedException(reason);
        }
    }

    boolean changes(Run run) {
        return changes(run.state());
    }

    /** Whether it changes runs in this state. */
    boolean changes(RunState state) {
        return effectOn(new RunId(1), state) instanceof Effect.Changes;
    }

    /** The verb's past participle, as in "cannot be paused". */
    String pastParticiple() {
        return pastParticiple;
    }

    private static Effect unchanged(RunId run, String reason) {
        return new Effect.Unchanged("run " + run + " " + reason);
    }

    private Effect refused(RunId run, RunState state) {
        return new Effect.Refused(
                "run " + run + " (" + state.wireName() + ") can't be " + pastParticiple + rerun(state, "it"));
    }

    /** The operations that make a new run of one that has ended in this state; empty if it has not ended. */
    static String rerun(RunState state, String what) {
        return switch (state) {
            case SUCCEEDED -> "; restart makes a new run of " + what;
            case FAILED, CANCELLED -> "; retry or restart makes a new run of " + what;
            case WAITING, QUEUED, RUNNING, PAUSING, PAUSED, CANCELLING -> "";
        };
    }
}
