package dev.cairn.experiments;

import dev.cairn.ids.RunId;
import dev.cairn.spec.BudgetSpec;
import dev.cairn.spec.RunKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
                    case START -> {
                        Optional<String> missing = missingResult(connection, run);
                        if (missing.isPresent()) {
                            cancel(
                                    connection,
                                    run,
                                    "depends on run " + name + ", which came to its budget (" + reason
                                            + ") before it had " + missing.get());
                        } else {
                            queue(connection, run);
                        }
                    }
                    case CANCEL ->
                        cancel(
                                connection,
                                run,
                                "depends on run " + name + ", which came to its budget (" + reason + ")");
                }
            }
            case Ending.Failed any -> cancel(connection, run, "depends on run " + name + ", which failed");
            case Ending.Cancelled any -> cancel(connection, run, "depends on run " + name + ", which was cancelled");
        }
    }

    /**
     * What a run that came to its budget lacks of what every dependent needs: a screening its hard set, a training its
     * first student. Such a run has succeeded, but has a reason.
     */
    static Optional<String> missingResult(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select r.kind, exists (select from hard_set h where h.run_id = r.id),
                    exists (select from policy p where p.run_id = r.id and p.role = 'student')
                from run r where r.id = ? and r.reason is not null""")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                boolean split = row.getBoolean(2);
                boolean student = row.getBoolean(3);
                return switch (RunKind.of(row.getString(1))) {
                    case SCREEN -> split ? Optional.empty() : Optional.of("a hard set");
                    case SOAR, TRAIN -> student ? Optional.empty() : Optional.of("a student");
                    case EVALUATE -> Optional.empty();
                };
            }
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
     * as the one that ends a run locks it before its dependents.
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
