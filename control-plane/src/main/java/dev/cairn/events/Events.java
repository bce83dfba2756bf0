package dev.cairn.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The stream of events: written in the transaction of what they tell, published once that is committed.
 *
 * <p>Numbers from an identity column become visible out of order; a reader who remembers the last one would miss events.
 * So a publisher gives positions to committed events, one publisher at a time.
 */
@Singleton
public final class Events {
    /** Sent with NOTIFY when events were published; a hint, nothing depends on it. */
    public static final String CHANNEL = "cairn_events";

    private final DataSource database;
    private final ObjectMapper json;

    public Events(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    public void runState(
            Connection connection,
            ExperimentId experiment,
            RunId run,
            String name,
            String state,
            @Nullable String reason)
            throws SQLException {
        ObjectNode payload =
                json.createObjectNode().put("name", name).put("state", state).put("reason", reason);
        append(connection, experiment, run, EventKind.RUN_STATE, payload);
    }

    public void experimentTags(Connection connection, ExperimentId experiment, JsonNode tags) throws SQLException {
        append(
                connection,
                experiment,
                null,
                EventKind.EXPERIMENT_TAGS,
                json.createObjectNode().set("tags", tags));
    }

    /** Writes an event in the transaction of what it tells. */
    public static void append(
            Connection connection, ExperimentId experiment, @Nullable RunId run, EventKind kind, JsonNode payload)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into run_event (experiment_id, run_id, kind, payload) values (?, ?, ?, ?::jsonb)")) {
            insert.setLong(1, experiment.value());
            insert.setObject(2, run == null ? null : run.value(), Types.BIGINT);
            insert.setString(3, kind.word());
            insert.setString(4, payload.toString());
            insert.executeUpdate();
        }
    }

    /**
     * Gives every committed event without one its position in the stream.
     *
     * @return how many there were
     */
    public int publish() {
        try (Connection connection = database.getConnection()) {
            if (!somethingToPublish(connection)) {
                return 0;
            }
            connection.setAutoCommit(false);
            try {
                // The row lock makes it one publisher at a time; the second statement sees what others committed
                // before.
                try (PreparedStatement lock =
                        connection.prepareStatement("select last from event_position for update")) {
                    lock.execute();
                }
                int published;
                try (PreparedStatement number = connection.prepareStatement("""
                        with fresh as (
                            select e.id, p.last + row_number() over (order by e.id) as position
                            from run_event e cross join event_position p where e.position is null)
                        update run_event e set position = f.position from fresh f where e.id = f.id""")) {
                    published = number.executeUpdate();
                }
                if (published > 0) {
                    try (PreparedStatement move =
                            connection.prepareStatement("update event_position set last = last + ?")) {
                        move.setInt(1, published);
                        move.executeUpdate();
                    }
                    // Here and not by those who write events: commits that notify wait for each other.
                    try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, '')")) {
                        notify.setString(1, CHANNEL);
                        notify.execute();
                    }
                }
                connection.commit();
                return published;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("publishing events failed: " + e.getMessage(), e);
        }
    }

    /** A look that locks and writes nothing: publishers come by several times a second. */
    private static boolean somethingToPublish(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select from run_event where position is null limit 1");
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** Published events of an experiment after a position, oldest first. */
    public List<RunEvent> after(ExperimentId experiment, long position, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select position, run_id, kind, payload::text, created_at from run_event
                        where experiment_id = ? and position > ? order by position limit ?""")) {
            select.setLong(1, experiment.value());
            select.setLong(2, position);
            select.setInt(3, limit);
            List<RunEvent> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Long run = rows.getObject(2, Long.class);
                    events.add(new RunEvent(
                            rows.getLong(1),
                            experiment,
                            run == null ? null : new RunId(run),
                            EventKind.of(rows.getString(3)),
                            json.readTree(rows.getString(4)),
                            rows.getTimestamp(5).toInstant()));
                }
            }
            return events;
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException(
                    "reading events of experiment " + experiment + " failed: " + e.getMessage(), e);
        }
    }
}
