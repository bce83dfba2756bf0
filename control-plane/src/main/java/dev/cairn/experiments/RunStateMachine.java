package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Changes the state of runs with all consequences: times, the event, and the runs that depend on it. It works on the
 * caller's connection, in the caller's transaction. It is the only writer of run.state.
 */
@Singleton
public final class RunStateMachine {
    private final Dependents dependents = new Dependents(this);

    /**
     * Moves a run to a state that is not final, or to cancelled, if its current state allows that.
     *
     * @return false if it does not; then nothing was changed
     */
    public boolean move(Handle handle, RunId run, RunState to, @Nullable String reason) {
        if (to == RunState.SUCCEEDED || to == RunState.FAILED) {
            throw new IllegalArgumentException("a run becomes " + to.wireName() + " by end()");
        }
        RunOutcome ending =
                to == RunState.CANCELLED ? new RunOutcome.Cancelled(reason == null ? "cancelled" : reason) : null;
        return moved(handle, run, to, reason, ending);
    }

    /**
     * Ends an owned run; one that is being cancelled ends as cancelled however its work went.
     *
     * @param current its state, locked by the caller
     * @return the final state
     */
    public RunState end(Handle handle, RunId run, RunState current, RunOutcome wanted) {
        RunOutcome ending = current == RunState.CANCELLING ? new RunOutcome.Cancelled("cancelled by request") : wanted;
        if (!moved(handle, run, ending.state(), ending.reason(), ending)) {
            throw new IllegalStateException("run " + run + " is " + current.wireName() + " and can't become "
                    + ending.state().wireName());
        }
        return ending.state();
    }

    private boolean moved(Handle handle, RunId run, RunState to, @Nullable String reason, @Nullable RunOutcome ending) {
        @Nullable FailureClass failure = ending instanceof RunOutcome.Failed failed ? failed.failure() : null;
        Optional<String> moved = MoveSql.move(handle, run, to, reason, failure);
        if (moved.isPresent() && ending != null) {
            dependents.after(handle, run, moved.get(), ending);
        }
        return moved.isPresent();
    }

    /**
     * Asks a run to stop: immediately if it has no owner, else its owner notices at the next heartbeat.
     *
     * @return the new state; empty if there is no such run
     * @throws RefusedException if it has ended or is being cancelled
     */
    public Optional<RunState> cancel(Handle handle, RunId run, String reason) {
        Optional<RunState> current = locked(handle, run);
        if (current.isEmpty()) {
            return current;
        }
        RunVerb.CANCEL.require(run, current.get());
        RunState to =
                RunTransitions.allowed(current.get(), RunState.CANCELLED) ? RunState.CANCELLED : RunState.CANCELLING;
        return to(handle, run, to, reason);
    }

    /**
     * Asks a run to wait: immediately if it has no owner, else after the units in progress.
     *
     * @throws RefusedException if it has ended, is being cancelled or is paused
     */
    public Optional<RunState> pause(Handle handle, RunId run, String reason) {
        Optional<RunState> current = locked(handle, run);
        if (current.isEmpty()) {
            return current;
        }
        RunVerb.PAUSE.require(run, current.get());
        return to(handle, run, current.get() == RunState.RUNNING ? RunState.PAUSING : RunState.PAUSED, reason);
    }

    /**
     * Resumes a paused run.
     *
     * @throws RefusedException if it is not paused
     */
    public Optional<RunState> resume(Handle handle, RunId run) {
        Dependents.lockDependencies(handle, run);
        Optional<RunState> current = locked(handle, run);
        if (current.isEmpty()) {
            return current;
        }
        RunVerb.RESUME.require(run, current.get());
        if (current.get() == RunState.PAUSING) {
            return to(handle, run, RunState.RUNNING, null);
        }
        return to(handle, run, Dependents.allSucceeded(handle, run) ? RunState.QUEUED : RunState.WAITING, null);
    }

    /** Lets a new run be claimed if all that it depends on has succeeded. */
    void queueIfReady(Handle handle, RunId run) {
        if (Dependents.allSucceeded(handle, run)) {
            move(handle, run, RunState.QUEUED, null);
        }
    }

    private Optional<RunState> to(Handle handle, RunId run, RunState to, @Nullable String reason) {
        move(handle, run, to, reason);
        return Optional.of(to);
    }

    /** Locks a run and returns its state, which cannot change before the caller's transaction ends. */
    public Optional<RunState> locked(Handle handle, RunId run) {
        return handle.createQuery("select state from run where id = :run for no key update")
                .bind("run", run.value())
                .mapTo(String.class)
                .findOne()
                .map(RunState::of);
    }
}
