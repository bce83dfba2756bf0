package dev.cairn.experiments;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the runs that depend on one that has ended. */
final class Dependents {
    private final RunChanges changes;

    Dependents(RunChanges changes) {
        this.changes = changes;
    }

    void after(Connection connection, RunId run, String name, Ending ending) throws SQLException {
        switch (ending) {
            case Ending.Succeeded() -> queue(connection, run);
            case Ending.OutOfBudget(String reason, BudgetSpec.Dependents wanted) -> {
                switch (wanted) {
                    case START -> queue(connection, run);
                    case CANCEL ->
                        cancel(
                                connection,
                                run,
                                "depends on run " + name + " which came to its budget (" + reason + ")");
                }
            }
            case Ending.Failed any -> cancel(connection, run, "depends on run " + name + " which failed");
            case Ending.Cancelled any -> cancel(connection, run, "depends on run " + name + " which was cancelled");
        }
    }

    private void queue(Connection connection, RunId run) throws SQLException {
        for (RunId dependent : locked(connection, run, "state = 'waiting'")) {
            if (nothingOpen(connection, dependent)) {
                changes.move(connection, dependent, RunState.QUEUED, null);
            }
        }
    }

    private void cancel(Connection connection, RunId run, String reason) throws SQLException {
        for (RunId dependent : locked(connection, run, "state in ('waiting', 'paused')")) {
            changes.move(connection, dependent, RunState.CANCELLED, reason);
        }
    }

    /**
     * Locked before they are looked at: of two runs that end at the same time the second then sees the first, so that
     * what depends on both is queued by one of them.
     */
    private static List<RunId> locked(Connection connection, RunId run, String which) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from run where " + which
                        + " and id in (select run_id from run_dependency where depends_on = ?) order by id for no key update")) {
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

    /**
     * Keeps what a run depends on from ending until the caller's transaction does: else it could end unseen between a look
     * at it and the run that is made to wait for it, which would then wait for ever. Before the run's own row is locked,
     * as whoever ends a run locks it before its dependents.
     */
    static void holdDependencies(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id from run where id in (select depends_on from run_dependency where run_id = ?) order by id
                for share""")) {
            select.setLong(1, run.value());
            select.executeQuery().close();
        }
    }

    /** Whether everything that a run depends on has succeeded. */
    static boolean nothingOpen(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select 1 from run_dependency d join run r on r.id = d.depends_on
                where d.run_id = ? and r.state <> 'succeeded' limit 1""")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                return !row.next();
            }
        }
    }
}
