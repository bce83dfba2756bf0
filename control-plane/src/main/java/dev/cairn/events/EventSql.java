package dev.cairn.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the stream of events. */
final class EventSql {
    private final ObjectMapper json;

    EventSql(ObjectMapper json) {
        this.json = json;
    }

    EventStretch after(Connection connection, long position, EventSelection selection, int limit) throws SQLException {
        String which = switch (selection) {
            case EventSelection.Everything _ -> "true";
            case EventSelection.Only _ -> "experiment_id = any (?)";
        };
        try (PreparedStatement select = connection.prepareStatement(
                // Edges and events in one snapshot: what is pruned meanwhile can't be missed silently.
                """
                select p.last, p.pruned, e.position, e.experiment_id, e.run_id, e.kind, e.payload::text, e.created_at
                from event_position p left join lateral (
                    select * from run_event where position > ? and %s order by position limit ?) e on true
                order by e.position""".formatted(which))) {
            int parameter = 1;
            select.setLong(parameter++, position);
            if (selection instanceof EventSelection.Only only) {
                select.setArray(
                        parameter++,
                        connection.createArrayOf(
                                "bigint",
                                only.experiments().stream()
                                        .map(ExperimentId::value)
                                        .toArray()));
            }
            select.setInt(parameter, limit);
            try (ResultSet rows = select.executeQuery()) {
                return stretch(rows, limit);
            }
        }
    }

    boolean isOver(Connection connection, ExperimentId experiment, long position) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select not exists (select from run where experiment_id = ? and ended_at is null)
                    and not exists (select from run_event
                        where experiment_id = ? and (position is null or position > ?))""")) {
            select.setLong(1, experiment.value());
            select.setLong(2, experiment.value());
            select.setLong(3, position);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private EventStretch stretch(ResultSet rows, int limit) throws SQLException {
        List<RunEvent> events = new ArrayList<>();
        long last = 0;
        long pruned = 0;
        while (rows.next()) {
            last = rows.getLong(1);
            pruned = rows.getLong(2);
            if (rows.getObject(3) != null) {
                events.add(event(rows));
            }
        }
        return new EventStretch(
                events, events.size() < limit ? last : events.getLast().id(), pruned);
    }

    private RunEvent event(ResultSet row) throws SQLException {
        Long run = row.getObject(5, Long.class);
        try {
            return new RunEvent(
                    row.getLong(3),
                    new ExperimentId(row.getLong(4)),
                    run == null ? null : new RunId(run),
                    EventKind.of(row.getString(6)),
                    json.readTree(row.getString(7)),
                    row.getTimestamp(8).toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the event at " + row.getLong(3) + " can't be read", e);
        }
    }
}
