package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.Cursor;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RetentionSpec;
import dev.cairn.spec.RunSpec;
import dev.cairn.spec.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads experiments and runs for lists and pages. */
final class ExperimentSql {
    private static final String LIST = "experiments";

    private static final String EXPERIMENT =
            "select id, name, preset, seed, created_at, archived_at, owner, cloned_from, tags::text, shared, retention::text, %s"
                    + " from experiment where deleted_at is null and ";

    /** Columns of a single experiment, which lists leave out. */
    private static final String WHOLE = "notes, spec::text as spec";

    private static final String SHORT = "null as notes, null as spec";

    private static final RowMapper<ExperimentRead> READ = (row, context) -> new ExperimentRead(
            row.getLong("id"),
            row.getString("name"),
            row.getString("preset"),
            row.getLong("seed"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "archived_at"),
            row.getString("owner"),
            row.getObject("cloned_from", Long.class),
            row.getString("tags"),
            row.getBoolean("shared"),
            row.getString("retention"),
            row.getString("notes"),
            row.getString("spec"));

    private final JdbcRunner jdbc;
    private final ObjectMapper json;
    private final RunSql runs = new RunSql();

    ExperimentSql(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Experiment> experiment(ExperimentId id) {
        return jdbc.call("reading experiment " + id, handle -> {
            List<ExperimentRead> found = handle.createQuery(EXPERIMENT.formatted(WHOLE) + "id = :id")
                    .bind("id", id.value())
                    .map(READ)
                    .list();
            return experiments(handle, found).stream().findFirst();
        });
    }

    Page<Experiment> list(int limit, @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : Cursor.number(LIST, cursor);
        return jdbc.call("listing experiments", handle -> {
            List<ExperimentRead> found = handle.createQuery(
                            EXPERIMENT.formatted(SHORT) + "id < :before order by id desc limit :limit")
                    .bind("before", before)
                    .bind("limit", limit + 1)
                    .map(READ)
                    .list();
            boolean more = found.size() > limit;
            List<ExperimentRead> shown = more ? found.subList(0, limit) : found;
            return new Page<>(
                    experiments(handle, shown),
                    more ? Cursor.after(LIST, shown.getLast().id()) : null);
        });
    }

    List<Experiment> experiments(List<ExperimentId> ids) {
        return jdbc.call(
                "reading experiments",
                handle -> experiments(
                        handle,
                        handle.createQuery(EXPERIMENT.formatted(SHORT) + "id = any (:ids)")
                                .bindArray(
                                        "ids",
                                        Long.class,
                                        ids.stream().map(ExperimentId::value).toList())
                                .map(READ)
                                .list()));
    }

    List<Run> runs(List<RunId> ids) {
        return jdbc.call("reading runs", handle -> runs.runs(handle, ids));
    }

    Optional<Run> run(RunId id) {
        return jdbc.call("reading run " + id, handle -> runs.run(handle, id));
    }

    Optional<RunId> runNamed(ExperimentId experiment, String name) {
        return jdbc.call(
                "looking for run " + name,
                handle -> handle.createQuery("""
                        select r.id from run r join experiment e on e.id = r.experiment_id and e.deleted_at is null
                        where r.experiment_id = :experiment and r.name = :name order by r.generation desc limit 1""")
                        .bind("experiment", experiment.value())
                        .bind("name", name)
                        .mapTo(Long.class)
                        .findOne()
                        .map(RunId::new));
    }

    Optional<ClaimedRun> claimedRun(RunId id) {
        return jdbc.call(
                "reading run " + id,
                handle -> handle.createQuery("""
                        select r.experiment_id, r.name, r.seed, r.settings::text, e.spec::text, e.problem_set_id,
                            e.real_problem_set_id
                        from run r join experiment e on e.id = r.experiment_id where r.id = :run""")
                        .bind("run", id.value())
                        .map((row, context) -> claimedRun(id, row))
                        .findOne());
    }

    private ClaimedRun claimedRun(RunId id, ResultSet row) throws SQLException {
        try {
            return new ClaimedRun(
                    id,
                    new ExperimentId(row.getLong("experiment_id")),
                    row.getString("name"),
                    row.getLong("seed"),
                    json.readValue(row.getString("settings"), RunSpec.class),
                    json.readValue(row.getString("spec"), ExperimentSpec.class),
                    row.getLong("problem_set_id"),
                    row.getObject("real_problem_set_id", Long.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored spec of run " + id + " can't be read: " + e.getMessage(), e);
        }
    }

    private record ExperimentRead(
            long id,
            String name,
            @Nullable String preset,
            long seed,
            Instant createdAt,
            @Nullable Instant archivedAt,
            String owner,
            @Nullable Long clonedFrom,
            String tags,
            boolean shared,
            @Nullable String retention,
            @Nullable String notes,
            @Nullable String spec) {}

    private List<Experiment> experiments(Handle handle, List<ExperimentRead> found) {
        Map<Long, List<Run>> byExperiment = runs.ofExperiments(
                handle, found.stream().map(ExperimentRead::id).toList());
        List<Experiment> experiments = new ArrayList<>();
        for (ExperimentRead read : found) {
            List<Run> its = byExperiment.getOrDefault(read.id(), List.of());
            try {
                experiments.add(ExperimentAssembler.of(
                        new ExperimentId(read.id()),
                        read.name(),
                        read.preset(),
                        read.owner(),
                        read.clonedFrom() == null ? null : new ExperimentId(read.clonedFrom()),
                        Tags.read(read.tags(), json),
                        read.shared(),
                        RetentionSpec.read(read.retention(), json),
                        read.seed(),
                        read.createdAt(),
                        read.archivedAt(),
                        its,
                        read.notes(),
                        read.spec() == null ? null : json.readTree(read.spec())));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the stored spec of experiment " + read.id() + " can't be read", e);
            }
        }
        return experiments;
    }
}
