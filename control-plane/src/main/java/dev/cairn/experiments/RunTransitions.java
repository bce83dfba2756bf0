package dev.cairn.experiments;

import static dev.cairn.experiments.RunState.CANCELLED;
import static dev.cairn.experiments.RunState.CANCELLING;
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
            case WAITING -> EnumSet.noneOf(RunState.class);
            case QUEUED -> EnumSet.of(WAITING);
            case RUNNING -> EnumSet.of(QUEUED);
            case CANCELLING -> EnumSet.of(RUNNING);
            case SUCCEEDED, FAILED -> EnumSet.of(RUNNING);
            // A running run is first asked; only its owner, or whoever takes it over, ends it.
            case CANCELLED -> EnumSet.of(WAITING, QUEUED, CANCELLING);
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

    /** States as a run begins: with nothing to wait for it can be claimed at once. */
    public static RunState initial(int dependencies) {
        return dependencies == 0 ? QUEUED : WAITING;
    }

    static void require(RunState from, RunState to) {
        if (!allowed(from, to)) {
            throw new IllegalStateException("a run that is " + from.word() + " can't become " + to.word() + "; only "
                    + sources(to).stream().map(RunState::word).sorted().toList() + " can");
        }
    }
}
