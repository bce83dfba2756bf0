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

/** The allowed changes of a run's state; every statement that changes one asks here. */
public final class RunTransitions {
    private RunTransitions() {}

    /** The states that may become {@code to}. */
    public static Set<RunState> sources(RunState to) {
        return switch (to) {
            // A paused run that is resumed before what it depends on has ended.
            case WAITING -> EnumSet.of(PAUSED);
            // An owned run goes back when its owner lets go of it or dies.
            case QUEUED -> EnumSet.of(WAITING, PAUSED, RUNNING);
            // A run that is resumed before its owner came to the edge.
            case RUNNING -> EnumSet.of(QUEUED, PAUSING);
            case PAUSING -> EnumSet.of(RUNNING);
            case PAUSED -> EnumSet.of(WAITING, QUEUED, PAUSING);
            case CANCELLING -> EnumSet.of(RUNNING, PAUSING);
            case SUCCEEDED, FAILED -> EnumSet.of(RUNNING, PAUSING);
            // An owned run is first asked; only its owner, or the one that finds that owner dead, ends it.
            case CANCELLED -> EnumSet.of(WAITING, QUEUED, PAUSED, CANCELLING);
        };
    }

    public static boolean allowed(RunState from, RunState to) {
        return sources(to).contains(from);
    }

    /**
     * What a run really becomes when its owner wants to end it: a run that is being cancelled is cancelled however its
     * last unit went.
     */
    public static RunState ending(RunState current, RunState wanted) {
        return current == CANCELLING ? CANCELLED : wanted;
    }

    /** What an owned run becomes when nobody owns it any more, with nothing lost. */
    public static RunState ownerless(RunState owned) {
        return switch (owned) {
            case RUNNING -> QUEUED;
            case PAUSING -> PAUSED;
            case CANCELLING -> CANCELLED;
            case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED ->
                throw new IllegalArgumentException("a run that is " + owned.word() + " has no owner");
        };
    }

    /** States as a run begins: with nothing to wait for it can be claimed at once. */
    public static RunState initial(int dependencies) {
        return dependencies == 0 ? QUEUED : WAITING;
    }
}
