package dev.cairn.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.events.EventFeed.Selection;
import dev.cairn.events.EventFeed.Slice;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the stream of events. */
final class EventSql {
    private final ObjectMapper json;

    EventSql(ObjectMapper json) {
        this.json = json;
    }

    Slice after(Handle handle, long position, Selection selection, int limit) {
        String which = switch (selection) {
            case Selection.Everything _ -> "true";
            case Selection.Only _ -> "experiment_id = any (:experiments)";
        };
        // Bounds and events in one snapshot, so that events pruned in the meantime are not missed silently.
        Query select = handle.createQuery("""
                        select p.last, p.pruned, e.position, e.experiment_id, e.run_id, e.kind, e.payload::text,
                            e.created_at
                        from event_position p left join lateral (
                            select * from run_event where position > :position and %s
                            order by position limit :limit) e on true
                        order by e.position""".formatted(which))
                .bind("position", position)
                .bind("limit", limit);
        if (selection instanceof Selection.Only only) {
            select.bindArray(
                    "experiments",
                    Long.class,
                    only.experiments().stream().map(ExperimentId::value).toList());
        }
        return slice(
                select.map((row, context) -> new Read(
                                row.getLong("last"),
                                row.getLong("pruned"),
                                row.getObject("position") == null ? null : event(row, json)))
                        .list(),
                limit);
    }

    boolean isOver(Handle handle, ExperimentId experiment, long position) {
        return handle.createQuery("""
                        select not exists (select from run where experiment_id = :experiment and ended_at is null)
                            and not exists (select from run_event where experiment_id = :experiment
                                and (position is null or position > :position))""")
                .bind("experiment", experiment.value())
                .bind("position", position)
                .mapTo(Boolean.class)
                .one();
    }

    /** A row: the bounds of the stream, and an event if there is one. */
    private record Read(long last, long pruned, @Nullable RunEvent event) {}

    private static Slice slice(List<Read> rows, int limit) {
        List<RunEvent> events =
                rows.stream().map(Read::event).filter(Objects::nonNull).toList();
        return new Slice(
                events,
                events.size() < limit ? rows.getLast().last() : events.getLast().id(),
                rows.getLast().pruned());
    }

    static RunEvent event(ResultSet row, ObjectMapper json) throws SQLException {
        long position = row.getLong("position");
        Long run = row.getObject("run_id", Long.class);
        try {
            return new RunEvent(
                    position,
                    new ExperimentId(row.getLong("experiment_id")),
                    run == null ? null : new RunId(run),
                    EventKind.of(row.getString("kind")),
                    json.readTree(row.getString("payload")),
                    Columns.instant(row, "created_at"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the event at " + position + " can't be read", e);
        }
    }
}
