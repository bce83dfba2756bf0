package dev.cairn.experiments;

import static dev.cairn.experiments.RunState.CANCELLED;
import static dev.cairn.experiments.RunState.CANCELLING;
import static dev.cairn.experiments.RunState.PAUSED;
import static dev.cairn.experiments.RunState.PAUSING;
import static dev.cairn.experiments.RunState.QUEUED;
import static dev.cairn.experiments.RunState.RUNNING;
import static dev.cairn.experiments.RunState.WAITING;

import java.util.EnumSet;
import java.util.Set;

/** The allowed changes of a run's state; every statement that changes one uses this table. */
public final class RunTransitions {
    private RunTransitions() {}

    /** The states that may become {@code to}. */
    public static Set<RunState> sources(RunState to) {
        return switch (to) {
            // A paused run that is resumed before the runs it depends on have ended.
            case WAITING -> EnumSet.of(PAUSED);
            // An owned run is queued again when its owner releases it or dies.
            case QUEUED -> EnumSet.of(WAITING, PAUSED, RUNNING);
            // A run that is resumed before its owner has stopped.
            case RUNNING -> EnumSet.of(QUEUED, PAUSING);
            case PAUSING -> EnumSet.of(RUNNING);
            case PAUSED -> EnumSet.of(WAITING, QUEUED, PAUSING);
            case CANCELLING -> EnumSet.of(RUNNING, PAUSING);
            case SUCCEEDED, FAILED -> EnumSet.of(RUNNING, PAUSING);
            // An owned run is first asked to stop. Only its owner ends it, or the control plane that finds the owner
            // dead.
            case CANCELLED -> EnumSet.of(WAITING, QUEUED, PAUSED, CANCELLING);
        };
    }

    public static boolean allowed(RunState from, RunState to) {
        return sources(to).contains(from);
    }

    /**
     * The state in which a run ends: a run that is being cancelled ends as cancelled, whatever its last unit's outcome.
     */
    public static RunState ending(RunState current, RunState wanted) {
        return current == CANCELLING ? CANCELLED : wanted;
    }

    /** The state of an owned run after it lost its owner. */
    public static RunState ownerless(RunState owned) {
        return switch (owned) {
            case RUNNING -> QUEUED;
            case PAUSING -> PAUSED;
            case CANCELLING -> CANCELLED;
            case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED ->
                throw new IllegalArgumentException("a run that is " + owned.wireName() + " has no owner");
        };
    }

    /** The first state of a run: one that does not depend on others can be claimed immediately. */
    public static RunState initial(int dependencies) {
        return dependencies == 0 ? QUEUED : WAITING;
    }
}
