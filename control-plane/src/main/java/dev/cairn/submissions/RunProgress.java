package dev.cairn.submissions;

import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.spec.RunKind;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, in completions.
 *
 * @param least completions that it needs in all, at least
 * @param most completions that it needs in all, at most
 * @param used completions that it has committed
 * @param seconds the time that these took
 */
record RunProgress(Run run, long least, long most, long used, double seconds) {
    /**
     * The same if the finished problems tell how many completions a problem takes.
     *
     * @param finished problems that need no more completions
     * @param problems all problems of the run
     */
    RunProgress expectedFrom(long finished, long problems) {
        if (!isOpen() || finished == 0 || used == 0) {
            return this;
        }
        long expected = Math.max(used, Math.round(used * (problems / (double) finished)));
        return new RunProgress(run, expected, expected, used, seconds);
    }

    /** The same if it will probably need so many completions in all, within what it needs at least and at most. */
    RunProgress expecting(long completions) {
        long expected = Math.clamp(completions, least, Math.max(least, most));
        return isOpen() ? new RunProgress(run, expected, expected, used, seconds) : this;
    }

    boolean isOpen() {
        return !run.state().isFinal();
    }

    /** The completions that count towards the experiment's progress; none of a run that failed or was cancelled. */
    double total() {
        return isOpen() ? least : run.state() == RunState.SUCCEEDED ? used : 0;
    }

    double done() {
        return isOpen() ? least * share() : total();
    }

    double leastLeft() {
        return isOpen() ? least * (1 - share()) : 0;
    }

    double mostLeft() {
        return isOpen() ? most * (1 - share()) : 0;
    }

    /** By outer steps where it has them: completions of a retry do not include those that it inherited. */
    private double share() {
        Integer steps = run.outerSteps();
        Integer decided = run.outerStepsDone();
        if (run.kind() == RunKind.SOAR && steps != null && decided != null && steps > 0) {
            return Math.min(1, (double) decided / steps);
        }
        return least == 0 ? 0 : Math.min(1, (double) used / least);
    }

    /** Seconds per completion so far; absent while too little is done to tell. */
    @Nullable
    Double ownPace() {
        return isOpen() && share() > 0 && used > 0 && seconds > 0 ? seconds / used : null;
    }
}
