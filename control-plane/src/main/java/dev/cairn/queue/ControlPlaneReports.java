package dev.cairn.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.ControlPlaneView.ClaimedWork;
import dev.cairn.queue.ControlPlaneView.ControlPlaneState;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the control planes that share the database report about themselves. */
@Singleton
public final class ControlPlaneReports {
    private static final TypeReference<List<PartHealth>> PARTS = new TypeReference<>() {};

    /** One that is gone is left out once another has started on its host for one of its pools: it was restarted. */
    private static final String PLANES = """
            select c.*, c.seen_at <= now() - make_interval(secs => :deadAfter) as gone from control_plane c
            where c.seen_at > now() - make_interval(secs => :deadAfter)
                or not exists (select from control_plane n where n.host = c.host and n.pools && c.pools
                    and n.started_at > c.seen_at)
            order by gone, c.started_at, c.id""";

    private static final String WORK = """
            select o.owner as plane, r.id, r.name, r.experiment_id, e.name as experiment_name, r.state,
                coalesce((select v.created_at from run_event v where v.run_id = r.id and v.kind = 'run.state'
                    order by v.id desc limit 1), r.started_at, r.created_at) as since
            from run r join run_owner o on o.run_id = r.id join experiment e on e.id = r.experiment_id
            where r.state in ('running', 'pausing', 'cancelling') order by r.id""";

    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public ControlPlaneReports(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Stores the health of a control plane's parts; does nothing before its first heartbeat. */
    public void report(String plane, List<PartHealth> parts) {
        String written = written(parts);
        jdbc.call(
                "reporting this control plane's health",
                handle -> handle.createUpdate("update control_plane set parts = :parts::json where id = :id")
                        .bind("parts", written)
                        .bind("id", plane)
                        .execute());
    }

    /** All control planes of the last day: those that live first, each with what it carries out. */
    public List<ControlPlaneView> all() {
        return jdbc.inTransaction("reading control planes", handle -> {
            Map<String, List<ClaimedWork>> work = work(handle);
            return handle.createQuery(PLANES)
                    .bind("deadAfter", QueueSql.seconds(ControlPlanes.DEAD_AFTER))
                    .map((row, context) -> plane(row, work))
                    .list();
        });
    }

    private static Map<String, List<ClaimedWork>> work(Handle handle) {
        return handle
                .createQuery(WORK)
                .map((row, context) -> Map.entry(
                        row.getString("plane"),
                        new ClaimedWork(
                                new RunId(row.getLong("id")),
                                row.getString("name"),
                                new ExperimentId(row.getLong("experiment_id")),
                                row.getString("experiment_name"),
                                RunState.of(row.getString("state")),
                                Columns.instant(row, "since"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private ControlPlaneView plane(ResultSet row, Map<String, List<ClaimedWork>> work) throws SQLException {
        String id = row.getString("id");
        Instant startedAt = Columns.instant(row, "started_at");
        Instant seenAt = Columns.instant(row, "seen_at");
        ControlPlaneState state = row.getBoolean("gone")
                ? ControlPlaneState.GONE
                : row.getString("state").equals(ControlPlanes.State.CLAIMING.wireName())
                        ? ControlPlaneState.CLAIMING
                        : ControlPlaneState.DRAINING;
        return new ControlPlaneView(
                id,
                row.getString("host"),
                row.getLong("pid"),
                Arrays.stream((String[]) row.getArray("pools").getArray())
                        .sorted()
                        .toList(),
                row.getInt("training_slots"),
                row.getInt("accelerators"),
                state,
                switch (state) {
                    case CLAIMING -> startedAt;
                    case DRAINING -> null;
                    case GONE -> seenAt;
                },
                startedAt,
                seenAt,
                parts(row.getString("parts")),
                work.getOrDefault(id, List.of()));
    }

    private List<PartHealth> parts(@Nullable String stored) {
        try {
            return stored == null ? List.of() : json.readValue(stored, PARTS);
        } catch (JsonProcessingException e) {
            // Written by another version; it is replaced by the next report.
            return List.of();
        }
    }

    private String written(List<PartHealth> parts) {
        try {
            return json.writeValueAsString(parts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("health can't be written as JSON", e);
        }
    }
}
