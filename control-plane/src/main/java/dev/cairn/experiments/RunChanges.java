package dev.cairn.experiments;

import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes runs' states with everything that follows from it, on the caller's connection and in its transaction: times,
 * the event, and what becomes of runs that depend on it. The only writer of run.state.
 */
@Singleton
public final class RunChanges {
    /** Not {@code now()}, which is when the transaction began: it may have waited for the commit of a unit since. */
    private static final String MOVE = """
            update run set state = ?, reason = ?, failure = ?, not_before = null, version = version + 1,
                started_at = case when ? then coalesce(started_at, clock_timestamp()) else started_at end,
                ended_at = case when ? then clock_timestamp() end
            where id = ? and state = any (?)
            returning experiment_id, name""";

    private final Events events;
    private final Dependents dependents = new Dependents(this);

    public RunChanges(Events events) {
        this.events = events;
    }

    /**
     * Moves a run to a state that is not final, or to cancelled, if its present one allows that.
     *
     * @return false if it does not; nothing was changed then
     */
    public boolean move(Connection connection, RunId run, RunState to, @Nullable String reason) throws SQLException {
        if (to == RunState.SUCCEEDED || to == RunState.FAILED) {
            throw new IllegalArgumentException("a run becomes " + to.word() + " by end()");
        }
        Ending ending = to == RunState.CANCELLED ? new Ending.Cancelled(reason == null ? "cancelled" : reason) : null;
        return moved(connection, run, to, reason, ending);
    }

    /**
     * Ends an owned run; one that is being cancelled ends as cancelled however its work went.
     *
     * @param current its state, locked by the caller
     * @return the final state
     */
    public RunState end(Connection connection, RunId run, RunState current, Ending wanted) throws SQLException {
        Ending ending = current == RunState.CANCELLING ? new Ending.Cancelled("cancelled by request") : wanted;
        if (!moved(connection, run, ending.state(), ending.reason(), ending)) {
            throw new IllegalStateException("run " + run + " is " + current.word() + " and can't become "
                    + ending.state().word());
        }
        return ending.state();
    }

    private boolean moved(
            Connection connection, RunId run, RunState to, @Nullable String reason, @Nullable Ending ending)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setString(1, to.word());
            update.setString(2, reason);
            update.setString(
                    3, ending instanceof Ending.Failed failed ? failed.failure().word() : null);
            update.setBoolean(4, to == RunState.RUNNING);
            update.setBoolean(5, to.isFinal());
            update.setLong(6, run.value());
            update.setArray(7, words(connection, RunTransitions.sources(to)));
            try (ResultSet changed = update.executeQuery()) {
                if (!changed.next()) {
                    return false;
                }
                ExperimentId experiment = new ExperimentId(changed.getLong(1));
                String name = changed.getString(2);
                events.runState(connection, experiment, run, name, to.word(), reason);
                if (ending != null) {
                    dependents.after(connection, run, name, ending);
                }
                return true;
            }
        }
    }

    /**
     * Asks a run to stop: at once if nobody owns it, else its owner sees it at the next heartbeat.
     *
     * @return the state after that, absent if there is no such run
     * @throws RefusedException if it has ended or is being cancelled
     */
    public Optional<RunState> cancel(Connection connection, RunId run, String reason) throws SQLException {
        Optional<RunState> current = locked(connection, run);
        if (current.isEmpty()) {
            return current;
        }
        RunVerb.CANCEL.require(run, current.get());
        RunState to =
                RunTransitions.allowed(current.get(), RunState.CANCELLED) ? RunState.CANCELLED : RunState.CANCELLING;
        return to(connection, run, to, reason);
    }

    /**
     * Asks a run to wait: at once if nobody owns it, else at the edge of the units in progress.
     *
     * @throws RefusedException if it has ended, is being cancelled or is paused
     */
    public Optional<RunState> pause(Connection connection, RunId run, String reason) throws SQLException {
        Optional<RunState> current = locked(connection, run);
        if (current.isEmpty()) {
            return current;
        }
        RunVerb.PAUSE.require(run, current.get());
        return to(connection, run, current.get() == RunState.RUNNING ? RunState.PAUSING : RunState.PAUSED, reason);
    }

    /**
     * Lets a paused run go on.
     *
     * @throws RefusedException if it is not paused
     */
    public Optional<RunState> resume(Connection connection, RunId run) throws SQLException {
        Dependents.holdDependencies(connection, run);
        Optional<RunState> current = locked(connection, run);
        if (current.isEmpty()) {
            return current;
        }
        RunVerb.RESUME.require(run, current.get());
        if (current.get() == RunState.PAUSING) {
            return to(connection, run, RunState.RUNNING, null);
        }
        return to(connection, run, Dependents.nothingOpen(connection, run) ? RunState.QUEUED : RunState.WAITING, null);
    }

    /** Lets a new run be claimed if all that it depends on has succeeded. */
    void queueIfReady(Connection connection, RunId run) throws SQLException {
        if (Dependents.nothingOpen(connection, run)) {
            move(connection, run, RunState.QUEUED, null);
        }
    }

    private Optional<RunState> to(Connection connection, RunId run, RunState to, @Nullable String reason)
            throws SQLException {
        move(connection, run, to, reason);
        return Optional.of(to);
    }

    /** The state of a run, which can't change until the caller's transaction ends. */
    public Optional<RunState> locked(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select state from run where id = ? for no key update")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(RunState.of(row.getString(1))) : Optional.empty();
            }
        }
    }

    private static Array words(Connection connection, Set<RunState> states) throws SQLException {
        return connection.createArrayOf(
                "text", states.stream().map(RunState::word).toArray());
    }
}
