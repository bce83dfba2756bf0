package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads runs with their summary and progress. */
final class RunSql {
    private static final String RUN = """
            select r.id, r.experiment_id, e.name as experiment_name, e.preset, r.name, r.kind, r.state, r.reason, r.seed, r.created_at, r.started_at, r.ended_at,
                s.outer_steps_done, case r.kind when 'soar' then (e.spec #>> '{soar,outer,steps}')::int end as outer_steps,
                s.promotions, s.last_mean_reward,
                s.last_moving_average, r.failure, r.generation, r.previous, r.owner, r.pool, r.priority, r.training_slots, r.not_before,
                r.settings ->> 'policy' as policy, nullif(o.owner, '') as claimed_by
            from run r join experiment e on e.id = r.experiment_id and e.deleted_at is null left join run_summary s on s.run_id = r.id
                left join run_owner o on o.run_id = r.id
            """;

    Optional<Run> run(Handle handle, RunId id) {
        return withProgress(
                        handle,
                        handle.createQuery(RUN + "where r.id = :run")
                                .bind("run", id.value())
                                .map((row, context) -> run(row))
                                .list())
                .stream()
                .findFirst();
    }

    Map<Long, List<Run>> ofExperiments(Handle handle, List<Long> experiments) {
        return withProgress(
                        handle,
                        handle.createQuery(
                                        RUN
                                                + "where r.experiment_id = any (:experiments) order by r.experiment_id, r.ordinal")
                                .bindArray("experiments", Long.class, experiments)
                                .map((row, context) -> run(row))
                                .list())
                .stream()
                .collect(Collectors.groupingBy(run -> run.experimentId().value()));
    }

    List<Run> runs(Handle handle, List<RunId> ids) {
        return withProgress(
                handle,
                handle.createQuery(RUN + "where r.id = any (:runs)")
                        .bindArray(
                                "runs",
                                Long.class,
                                ids.stream().map(RunId::value).toList())
                        .map((row, context) -> run(row))
                        .list());
    }

    private static List<Run> withProgress(Handle handle, List<Run> runs) {
        Map<Long, List<Run.Progress>> progress = progress(handle, runs);
        return runs.stream()
                .map(run -> {
                    List<Run.Progress> its = progress.get(run.id().value());
                    return its == null ? run : run.with(its);
                })
                .toList();
    }

    private static Run run(ResultSet row) throws SQLException {
        RunKind kind = RunKind.of(row.getString("kind"));
        boolean soar = kind == RunKind.SOAR;
        Integer stepsDone = row.getObject("outer_steps_done", Integer.class);
        Long previous = row.getObject("previous", Long.class);
        Integer promotions = row.getObject("promotions", Integer.class);
        return new Run(
                new RunId(row.getLong("id")),
                new ExperimentId(row.getLong("experiment_id")),
                row.getString("experiment_name"),
                row.getString("preset"),
                row.getString("owner"),
                row.getString("name"),
                kind,
                row.getString("policy") == null ? null : RunSpec.Policy.valueOf(row.getString("policy")),
                RunState.of(row.getString("state")),
                row.getString("reason"),
                row.getString("failure") == null ? null : FailureClass.of(row.getString("failure")),
                row.getInt("generation"),
                previous == null ? null : new RunId(previous),
                row.getLong("seed"),
                new Run.Queueing(
                        row.getString("pool"),
                        row.getInt("priority"),
                        row.getInt("training_slots"),
                        row.getString("claimed_by"),
                        Columns.instantOrNull(row, "not_before")),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "ended_at"),
                List.of(),
                soar ? zeroIfNone(stepsDone) : null,
                soar ? row.getObject("outer_steps", Integer.class) : null,
                soar ? zeroIfNone(promotions) : null,
                row.getObject("last_mean_reward", Double.class),
                row.getObject("last_moving_average", Double.class));
    }

    private static Map<Long, List<Run.Progress>> progress(Handle handle, List<Run> runs) {
        List<Long> running = runs.stream()
                .filter(run -> run.state().isOwned())
                .map(run -> run.id().value())
                .toList();
        Map<Long, List<Run.Progress>> progress = new HashMap<>();
        if (running.isEmpty()) {
            return progress;
        }
        handle.createQuery("""
                        select run_id, unit, done, total, message, updated_at from unit_progress
                        where run_id = any (:runs) order by run_id, unit""")
                .bindArray("runs", Long.class, running)
                .map((row, context) -> progress.computeIfAbsent(row.getLong("run_id"), any -> new ArrayList<>())
                        .add(Run.Progress.of(
                                row.getString("unit"),
                                row.getInt("done"),
                                row.getInt("total"),
                                row.getString("message"),
                                Columns.instant(row, "updated_at"))))
                .list();
        return progress;
    }

    private static int zeroIfNone(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
