package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.RunKind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads runs with their summary and progress. */
final class RunSql {
    private static final String RUN = """
            select r.id, r.experiment_id, r.name, r.kind, r.state, r.reason, r.seed, r.created_at, r.started_at, r.ended_at,
                s.outer_steps_done, (e.spec #>> '{soar,outer,steps}')::int, s.promotions, s.last_mean_reward,
                s.last_moving_average, r.failure, r.generation, r.previous, r.owner, r.pool, r.priority, r.students, r.not_before
            from run r join experiment e on e.id = r.experiment_id left join run_summary s on s.run_id = r.id
            """;

    Optional<Run> run(Connection connection, RunId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RUN + "where r.id = ?")) {
            select.setLong(1, id.value());
            return read(connection, select).stream().findFirst();
        }
    }

    Map<Long, List<Run>> ofExperiments(Connection connection, List<Long> experiments) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                RUN + "where r.experiment_id = any (?) order by r.experiment_id, r.ordinal")) {
            select.setArray(1, connection.createArrayOf("bigint", experiments.toArray()));
            Map<Long, List<Run>> byExperiment = new HashMap<>();
            for (Run run : read(connection, select)) {
                byExperiment
                        .computeIfAbsent(run.experimentId().value(), any -> new ArrayList<>())
                        .add(run);
            }
            return byExperiment;
        }
    }

    List<Run> runs(Connection connection, List<RunId> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RUN + "where r.id = any (?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", ids.stream().map(RunId::value).toArray()));
            return read(connection, select);
        }
    }

    private static List<Run> read(Connection connection, PreparedStatement select) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                runs.add(run(rows));
            }
        }
        Map<Long, List<Run.Progress>> progress = progress(connection, runs);
        return runs.stream()
                .map(run -> {
                    List<Run.Progress> its = progress.get(run.id().value());
                    return its == null ? run : run.with(its);
                })
                .toList();
    }

    private static Run run(ResultSet row) throws SQLException {
        RunKind kind = RunKind.of(row.getString(4));
        boolean soar = kind == RunKind.SOAR;
        Integer stepsDone = row.getObject(11, Integer.class);
        Long previous = row.getObject(18, Long.class);
        Integer promotions = row.getObject(13, Integer.class);
        return new Run(
                new RunId(row.getLong(1)),
                new ExperimentId(row.getLong(2)),
                row.getString(3),
                kind,
                RunState.of(row.getString(5)),
                row.getString(6),
                row.getString(16) == null ? null : FailureClass.of(row.getString(16)),
                row.getInt(17),
                previous == null ? null : new RunId(previous),
                row.getLong(7),
                new Run.Queueing(
                        row.getString(19),
                        row.getString(20),
                        row.getInt(21),
                        row.getInt(22),
                        instant(row.getTimestamp(23))),
                row.getTimestamp(8).toInstant(),
                instant(row.getTimestamp(9)),
                instant(row.getTimestamp(10)),
                List.of(),
                soar ? zeroIfNone(stepsDone) : null,
                soar ? row.getObject(12, Integer.class) : null,
                soar ? zeroIfNone(promotions) : null,
                row.getObject(14, Double.class),
                row.getObject(15, Double.class));
    }

    private static Map<Long, List<Run.Progress>> progress(Connection connection, List<Run> runs) throws SQLException {
        Map<Long, List<Run.Progress>> progress = new HashMap<>();
        Object[] running = runs.stream()
                .filter(run -> run.state().isOwned())
                .map(run -> run.id().value())
                .toArray();
        if (running.length == 0) {
            return progress;
        }
        Array ids = connection.createArrayOf("bigint", running);
        try (PreparedStatement select = connection.prepareStatement(
                "select run_id, unit, done, total, what, updated_at from unit_progress where run_id = any (?) order by run_id, unit")) {
            select.setArray(1, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    progress.computeIfAbsent(rows.getLong(1), any -> new ArrayList<>())
                            .add(new Run.Progress(
                                    rows.getString(2),
                                    rows.getInt(3),
                                    rows.getInt(4),
                                    rows.getString(5),
                                    rows.getTimestamp(6).toInstant()));
                }
            }
        }
        return progress;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static int zeroIfNone(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
