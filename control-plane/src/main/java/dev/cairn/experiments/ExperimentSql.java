package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Queries;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlan;
import dev.cairn.spec.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads experiments and runs for lists and pages. */
final class ExperimentSql {
    private static final String EXPERIMENT =
            "select id, name, preset, seed, created_at, owner, cloned_from, tags::text, %s as spec from experiment ";

    private final Queries queries;
    private final ObjectMapper json;
    private final RunSql runs = new RunSql();

    ExperimentSql(DataSource database, ObjectMapper json) {
        this.queries = new Queries(database);
        this.json = json;
    }

    Optional<Experiment> experiment(ExperimentId id) {
        return queries.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(EXPERIMENT.formatted("spec::text") + "where id = ?")) {
                select.setLong(1, id.value());
                List<ExperimentRead> found = read(select);
                return experiments(connection, found).stream().findFirst();
            }
        });
    }

    Optional<ExperimentId> withKey(String idempotencyKey) {
        return queries.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select id from experiment where idempotency_key = ?")) {
                select.setString(1, idempotencyKey);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new ExperimentId(row.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    Page<Experiment> list(int limit, @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : Cursors.decode(cursor);
        return queries.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    EXPERIMENT.formatted("null") + "where id < ? order by id desc limit ?")) {
                select.setLong(1, before);
                select.setInt(2, limit + 1);
                List<ExperimentRead> found = read(select);
                boolean more = found.size() > limit;
                List<ExperimentRead> shown = more ? found.subList(0, limit) : found;
                return new Page<>(
                        experiments(connection, shown),
                        more ? Cursors.encode(shown.getLast().id()) : null);
            }
        });
    }

    List<Experiment> experiments(List<ExperimentId> ids) {
        return queries.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(EXPERIMENT.formatted("null") + "where id = any (?)")) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "bigint", ids.stream().map(ExperimentId::value).toArray()));
                return experiments(connection, read(select));
            }
        });
    }

    List<Run> runs(List<RunId> ids) {
        return queries.call(connection -> runs.runs(connection, ids));
    }

    Optional<Run> run(RunId id) {
        return queries.call(connection -> runs.run(connection, id));
    }

    List<String> pools() {
        return queries.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select name from pool order by name");
                    ResultSet rows = select.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        });
    }

    OptionalLong runNamed(ExperimentId experiment, String name) {
        return queries.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from run where experiment_id = ? and name = ? order by generation desc limit 1")) {
                select.setLong(1, experiment.value());
                select.setString(2, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    /** How many problems a screening left to train on; 0 before its split. */
    int trainProblems(RunId screen) {
        return queries.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select count(*) from hard_set where run_id = ? and half = 'train'")) {
                select.setLong(1, screen.value());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    Optional<RunOrder> order(RunId id) {
        return queries.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select r.experiment_id, r.name, r.seed, r.settings::text, e.spec::text, e.problem_set_id
                    from run r join experiment e on e.id = r.experiment_id where r.id = ?""")) {
                select.setLong(1, id.value());
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    return Optional.of(new RunOrder(
                            id,
                            new ExperimentId(row.getLong(1)),
                            row.getString(2),
                            row.getLong(3),
                            json.readValue(row.getString(4), RunPlan.class),
                            json.readValue(row.getString(5), ExperimentSpec.class),
                            row.getLong(6)));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException(
                            "the stored spec of run " + id + " can't be read: " + e.getMessage(), e);
                }
            }
        });
    }

    private record ExperimentRead(
            long id,
            String name,
            @Nullable String preset,
            long seed,
            Instant createdAt,
            String owner,
            @Nullable Long clonedFrom,
            String tags,
            @Nullable String spec) {}

    private static List<ExperimentRead> read(PreparedStatement select) throws SQLException {
        List<ExperimentRead> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new ExperimentRead(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getLong(4),
                        rows.getTimestamp(5).toInstant(),
                        rows.getString(6),
                        rows.getObject(7, Long.class),
                        rows.getString(8),
                        rows.getString(9)));
            }
        }
        return found;
    }

    private List<Experiment> experiments(Connection connection, List<ExperimentRead> found) throws SQLException {
        var byExperiment = runs.ofExperiments(
                connection, found.stream().map(ExperimentRead::id).toList());
        List<Experiment> experiments = new ArrayList<>();
        for (ExperimentRead read : found) {
            List<Run> its = byExperiment.getOrDefault(read.id(), List.of());
            try {
                experiments.add(ExperimentViews.of(
                        new ExperimentId(read.id()),
                        read.name(),
                        read.preset(),
                        read.owner(),
                        read.clonedFrom() == null ? null : new ExperimentId(read.clonedFrom()),
                        Tags.read(read.tags(), json),
                        read.seed(),
                        read.createdAt(),
                        its,
                        read.spec() == null ? null : json.readTree(read.spec())));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the stored spec of experiment " + read.id() + " can't be read", e);
            }
        }
        return experiments;
    }
}
