package dev.cairn.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.Columns;
import dev.cairn.spec.Tags;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads experiments as lines of a table. */
@Singleton
final class LineSql {
    private static final String COLUMNS = """
            select e.id, e.name, e.preset, e.owner, e.cloned_from, e.tags::text, e.shared, e.seed, e.created_at, e.archived_at,
                s.state, s.reason, s.started_at, s.ended_at, s.outer_steps_done, s.promotions, s.last_mean_reward,
                s.last_moving_average, (e.spec #>> '{soar,outer,steps}')::int as outer_steps, r.runs, r.succeeded, r.active,
                case when r.soar is not null then (
                    select extract(epoch from max(b.ended_at) - min(b.ended_at)) / nullif(count(*) - 1, 0)
                        * ((e.spec #>> '{soar,outer,steps}')::int - s.outer_steps_done)
                    from (select u.ended_at from promotion p join run_unit u on u.run_id = p.run_id and u.unit = p.unit
                        where p.run_id = r.soar order by p.t desc limit 6) b) end as seconds_left""";

    private static final String TABLES = """

            from experiment e join experiment_summary s on s.experiment_id = e.id cross join lateral (
                select count(*) as runs, count(*) filter (where state = 'succeeded') as succeeded,
                    min(id) filter (where kind = 'soar' and state = 'running') as soar,
                    (array_agg(name order by ordinal) filter (where state in ('running', 'pausing', 'cancelling')))[1] as active
                from (select distinct on (name) id, name, kind, ordinal, state from run where experiment_id = e.id
                    order by name, generation desc) newest) r
            where e.id = any (:ids) and e.deleted_at is null""";

    private final ObjectMapper json;

    LineSql(ObjectMapper json) {
        this.json = json;
    }

    List<ExperimentLine> read(Handle handle, List<Long> ids, TableColumns columns, Map<ExperimentId, String> waits) {
        Map<Long, Map<String, Double>> metrics = metrics(handle, ids, columns.metrics());
        return handle.createQuery(COLUMNS + settings(columns.settings()) + TABLES)
                .bindArray("ids", Long.class, ids)
                .map((row, context) -> line(row, columns, metrics.getOrDefault(row.getLong("id"), Map.of()), waits))
                .list();
    }

    /** The settings exist, so their paths consist of letters, digits and dots. */
    private static String settings(List<String> paths) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < paths.size(); i++) {
            columns.append(", (e.spec #> '{")
                    .append(paths.get(i).replace('.', ','))
                    .append("}')::text as setting_")
                    .append(i);
        }
        return columns.toString();
    }

    private record Metric(long experiment, String name, double value) {}

    private static Map<Long, Map<String, Double>> metrics(Handle handle, List<Long> ids, List<String> names) {
        Map<Long, Map<String, Double>> metrics = new HashMap<>();
        if (names.isEmpty()) {
            return metrics;
        }
        handle.createQuery("""
                        select experiment_id, name, value from experiment_metric
                        where experiment_id = any (:ids) and name = any (:names)""")
                .bindArray("ids", Long.class, ids)
                .bindArray("names", String.class, names)
                .map((row, context) ->
                        new Metric(row.getLong("experiment_id"), row.getString("name"), row.getDouble("value")))
                .forEach(metric -> metrics.computeIfAbsent(metric.experiment, any -> new HashMap<>())
                        .put(metric.name, metric.value));
        return metrics;
    }

    private ExperimentLine line(
            ResultSet row, TableColumns columns, Map<String, Double> metrics, Map<ExperimentId, String> waits)
            throws SQLException {
        ExperimentId id = new ExperimentId(row.getLong("id"));
        long clonedFrom = row.getLong("cloned_from");
        boolean isClone = !row.wasNull();
        return new ExperimentLine(
                id,
                row.getString("name"),
                row.getString("preset"),
                row.getString("owner"),
                isClone ? new ExperimentId(clonedFrom) : null,
                tags(row),
                row.getBoolean("shared"),
                row.getLong("seed"),
                ExperimentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                waits.get(id),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "ended_at"),
                Columns.instantOrNull(row, "archived_at"),
                Columns.integerOrNull(row, "outer_steps_done"),
                Columns.integerOrNull(row, "outer_steps"),
                Columns.integerOrNull(row, "promotions"),
                Columns.doubleOrNull(row, "last_mean_reward"),
                Columns.doubleOrNull(row, "last_moving_average"),
                row.getInt("runs"),
                row.getInt("succeeded"),
                row.getString("active"),
                Columns.doubleOrNull(row, "seconds_left"),
                settings(row, columns.settings()),
                metrics);
    }

    private Map<String, String> tags(ResultSet row) throws SQLException {
        try {
            return Tags.read(row.getString("tags"), json).byKey();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the tags of experiment " + row.getLong("id") + " can't be read", e);
        }
    }

    private Map<String, @Nullable JsonNode> settings(ResultSet row, List<String> paths) throws SQLException {
        Map<String, @Nullable JsonNode> settings = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            String value = row.getString("setting_" + i);
            try {
                settings.put(paths.get(i), value == null ? null : json.readTree(value));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a setting of experiment " + row.getLong("id") + " can't be read", e);
            }
        }
        return settings;
    }
}
