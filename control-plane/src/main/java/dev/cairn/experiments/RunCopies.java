package dev.cairn.experiments;

import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new run of one that has ended, and of those that depend on it: a retry inherits the finished units, a restart
 * begins from scratch.
 */
final class RunCopies {
    private final Events events;

    RunCopies(Events events) {
        this.events = events;
    }

    /** What a new run has of the old one. */
    enum Kind {
        /** All finished units: it resumes where the old one stopped. */
        RETRY,
        /** Nothing but its settings and seed. */
        RESTART;

        String word() {
            return this == RETRY ? "retried" : "restarted";
        }
    }

    private record Original(RunId id, ExperimentId experiment, String name, RunState state, int generation) {}

    /**
     * The new run.
     *
     * @throws RefusedException if the run, or one that depends on it, is in no state for that
     */
    RunId copy(Connection connection, RunId run, Kind kind) throws SQLException {
        List<Original> originals = withDependents(connection, run);
        Original first = originals.getFirst();
        requireEnded(first, kind);
        requireNewest(connection, first);
        Map<RunId, RunId> copies = new LinkedHashMap<>();
        for (Original original : originals) {
            if (original.equals(first) || isToCopy(original, kind)) {
                copies.put(original.id(), insert(connection, original, kind));
            }
        }
        for (Original original : originals) {
            RunId copy = copies.get(original.id());
            if (copy != null) {
                begin(connection, original, copy, copies, kind);
            }
        }
        return copies.values().iterator().next();
    }

    private static void requireEnded(Original run, Kind kind) {
        boolean fits = switch (kind) {
            case RETRY -> run.state() == RunState.FAILED || run.state() == RunState.CANCELLED;
            case RESTART -> run.state().isFinal();
        };
        if (!fits) {
            throw new RefusedException("run " + run.id() + " (" + run.state().word() + ") can't be " + kind.word()
                    + "; only runs that "
                    + (kind == Kind.RETRY ? "failed or were cancelled" : "have ended") + " can");
        }
    }

    private static boolean isToCopy(Original dependent, Kind kind) {
        if (!dependent.state().isFinal()) {
            throw new RefusedException("run " + dependent.id() + " (" + dependent.name() + ") depends on it and is "
                    + dependent.state().word() + "; cancel that one first");
        }
        return kind == Kind.RESTART || dependent.state() == RunState.CANCELLED;
    }

    private static void requireNewest(Connection connection, Original run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from run where experiment_id = ? and name = ? and generation > ? order by generation desc")) {
            select.setLong(1, run.experiment().value());
            select.setString(2, run.name());
            select.setInt(3, run.generation());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new RefusedException(
                            "run " + run.id() + " was retried or restarted already, as run " + row.getLong(1));
                }
            }
        }
    }

    /** The run first, then the newest of everything that depends on it, in the order in which they can start; locked. */
    private static List<Original> withDependents(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                with recursive tree as (
                    select ?::bigint as id
                    union select d.run_id from run_dependency d join tree t on d.depends_on = t.id)
                select r.id, r.experiment_id, r.name, r.state, r.generation from run r join tree t on t.id = r.id
                where r.id = ? or not exists (select 1 from run n where n.experiment_id = r.experiment_id
                    and n.name = r.name and n.generation > r.generation)
                order by r.id <> ?, r.ordinal for no key update of r""")) {
            select.setLong(1, run.value());
            select.setLong(2, run.value());
            select.setLong(3, run.value());
            List<Original> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Original(
                            new RunId(rows.getLong(1)),
                            new ExperimentId(rows.getLong(2)),
                            rows.getString(3),
                            RunState.of(rows.getString(4)),
                            rows.getInt(5)));
                }
            }
            return found;
        }
    }

    private static RunId insert(Connection connection, Original original, Kind kind) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into run (experiment_id, ordinal, name, kind, settings, seed, state, owner, pool, priority, students,
                    generation, previous, inherits)
                select experiment_id, (select max(ordinal) + 1 from run o where o.experiment_id = r.experiment_id),
                    name, kind, settings, seed, 'waiting', owner, pool, priority, students, generation + 1, id, ?
                from run r where id = ? returning id""")) {
            insert.setBoolean(1, kind == Kind.RETRY);
            insert.setLong(2, original.id().value());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new RunId(row.getLong(1));
            }
        }
    }

    private void begin(Connection connection, Original original, RunId copy, Map<RunId, RunId> copies, Kind kind)
            throws SQLException {
        for (RunId dependency : newestDependencies(connection, original.id())) {
            hold(connection, dependency);
        }
        for (Dependency dependency : dependencies(connection, original.id())) {
            @Nullable RunId copied = copies.get(dependency.on());
            if (copied == null && dependency.state().isFinal() && dependency.state() != RunState.SUCCEEDED) {
                throw new RefusedException(
                        "run " + original.id() + " depends on run " + dependency.on() + " (" + dependency.name()
                                + "), which is " + dependency.state().word() + "; retry or restart that one");
            }
            Optional<String> missing = copied == null && dependency.endedByBudget()
                    ? Dependents.missingResult(connection, dependency.on())
                    : Optional.empty();
            if (missing.isPresent()) {
                throw new RefusedException("run " + original.id() + " depends on run " + dependency.on() + " ("
                        + dependency.name() + "), which came to its budget before it had " + missing.get()
                        + "; clone the experiment with a larger budget");
            }
            SubmissionWriter.depend(connection, copy.value(), (copied == null ? dependency.on() : copied).value());
        }
        events.runState(connection, original.experiment(), copy, original.name(), RunState.WAITING.word(), null);
        if (kind == Kind.RETRY) {
            requireFiles(connection, original.id());
            InheritedUnits.copy(connection, original.id(), copy);
        }
    }

    /** Students and completions of an unfinished outer step are removed some days after their run ended. */
    private static void requireFiles(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select split_part(u.unit, '/', 2) from run_unit u
                join artifact a on a.run_id = coalesce(u.inherited_from, u.run_id) and a.unit = u.unit
                where u.run_id = ? and a.removed_at is not null and (u.unit like 't/%/trial/%' or a.kind = 'completions')
                    and not exists (select from run_unit done where done.run_id = u.run_id
                        and done.unit = 't/' || split_part(u.unit, '/', 2) || '/teach')
                limit 1""")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new RefusedException("run " + run + " ended long ago: files that its unfinished outer step "
                            + row.getString(1) + " needs were removed to save space, so it can't resume; restart it");
                }
            }
        }
    }

    /** A run that another one depends on: the newest of its name, in its place. */
    private record Dependency(
            RunId on, String name, RunState state, @Nullable String reason) {
        /** A run that succeeded has a reason only where its budget ended it. */
        boolean endedByBudget() {
            return state == RunState.SUCCEEDED && reason != null;
        }
    }

    private static List<Dependency> dependencies(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select n.id, n.name, n.state, n.reason from run_dependency d join run r on r.id = d.depends_on
                join lateral (select * from run x where x.experiment_id = r.experiment_id and x.name = r.name
                    order by x.generation desc limit 1) n on true
                where d.run_id = ? order by n.ordinal""")) {
            select.setLong(1, run.value());
            List<Dependency> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Dependency(
                            new RunId(rows.getLong(1)),
                            rows.getString(2),
                            RunState.of(rows.getString(3)),
                            rows.getString(4)));
                }
            }
            return found;
        }
    }

    private static List<RunId> newestDependencies(Connection connection, RunId run) throws SQLException {
        return dependencies(connection, run).stream().map(Dependency::on).toList();
    }

    /** See {@link Dependents#holdDependencies}. */
    private static void hold(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from run where id = ? for share")) {
            select.setLong(1, run.value());
            select.executeQuery().close();
        }
    }
}
