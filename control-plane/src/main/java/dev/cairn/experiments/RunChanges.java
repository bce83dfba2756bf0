package dev.cairn.experiments;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes runs' states with everything that follows from it, on the caller's connection and in its transaction: times,
 * the event, and what becomes of runs that depend on it. The only writer of run.state.
 */
public final class RunChanges {
    private final Events events;

    public RunChanges(Events events) {
        this.events = events;
    }

    /**
     * Moves a run to a state if its present one allows that.
     *
     * @return false if it does not; nothing was changed then
     */
    public boolean move(Connection connection, RunId run, RunState to, @Nullable String reason) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update run set state = ?, reason = ?, version = version + 1,
                    started_at = case when ? then coalesce(started_at, now()) else started_at end,
                    ended_at = case when ? then now() end
                where id = ? and state = any (?)
                returning experiment_id, name""")) {
            update.setString(1, to.word());
            update.setString(2, reason);
            update.setBoolean(3, to == RunState.RUNNING);
            update.setBoolean(4, to.isFinal());
            update.setLong(5, run.value());
            update.setArray(6, words(connection, RunTransitions.sources(to)));
            try (ResultSet changed = update.executeQuery()) {
                if (!changed.next()) {
                    return false;
                }
                ExperimentId experiment = new ExperimentId(changed.getLong(1));
                events.runState(connection, experiment, run, changed.getString(2), to, reason);
                if (to.isFinal()) {
                    dependents(connection, run, changed.getString(2), to);
                }
                return true;
            }
        }
    }

    /**
     * Asks a run to stop: at once if nobody owns it, else its owner sees it at the next heartbeat.
     *
     * @return the state after that, absent if there is no such run
     */
    public Optional<RunState> cancel(Connection connection, RunId run, String reason) throws SQLException {
        Optional<RunState> current = locked(connection, run);
        if (current.isEmpty() || current.get().isFinal() || current.get() == RunState.CANCELLING) {
            return current;
        }
        RunState to =
                RunTransitions.allowed(current.get(), RunState.CANCELLED) ? RunState.CANCELLED : RunState.CANCELLING;
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

    private void dependents(Connection connection, RunId run, String name, RunState ended) throws SQLException {
        for (RunId dependent : lockedDependents(connection, run)) {
            switch (ended) {
                case SUCCEEDED -> {
                    if (nothingOpen(connection, dependent)) {
                        move(connection, dependent, RunState.QUEUED, null);
                    }
                }
                case FAILED, CANCELLED ->
                    move(
                            connection,
                            dependent,
                            RunState.CANCELLED,
                            "depends on run " + name + " which "
                                    + (ended == RunState.FAILED ? "failed" : "was cancelled"));
                case WAITING, QUEUED, RUNNING, CANCELLING -> throw new IllegalStateException(ended + " is not final");
            }
        }
    }

    /**
     * Locked before they are looked at: of two runs that end at the same time the second then sees the first, so that
     * what depends on both is queued by one of them.
     */
    private static List<RunId> lockedDependents(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id from run where state = 'waiting'
                    and id in (select run_id from run_dependency where depends_on = ?) order by id for no key update""")) {
            select.setLong(1, run.value());
            List<RunId> dependents = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    dependents.add(new RunId(rows.getLong(1)));
                }
            }
            return dependents;
        }
    }

    private static boolean nothingOpen(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select 1 from run_dependency d join run r on r.id = d.depends_on
                where d.run_id = ? and r.state <> 'succeeded' limit 1""")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                return !row.next();
            }
        }
    }

    private static Array words(Connection connection, Set<RunState> states) throws SQLException {
        return connection.createArrayOf(
                "text", states.stream().map(RunState::word).toArray());
    }
}
