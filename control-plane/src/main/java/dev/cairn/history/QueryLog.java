package dev.cairn.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.history.RowSink.Cut;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of queries: who asked what and when, and what became of it. */
@Singleton
public final class QueryLog {
    private static final String SELECT = """
            select id, viewer, sql, parameters::text, format, state, asked_at, started_at, ended_at, rows, bytes, cut_by,
                error from history_query\s""";

    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public QueryLog(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Records a query before anything is done for it; returns its number. */
    long asked(Viewer viewer, QueryRequest request, String format) {
        return jdbc.call(
                "recording a query",
                handle -> handle.createQuery("""
                        insert into history_query (viewer, sql, parameters, format, state)
                        values (:viewer, :sql, :parameters::jsonb, :format, 'waiting') returning id""")
                        .bind("viewer", viewer.name())
                        .bind("sql", request.sql())
                        .bind("parameters", json.valueToTree(request.values()).toString())
                        .bind("format", format)
                        .mapTo(Long.class)
                        .one());
    }

    void started(long id) {
        jdbc.call(
                "recording the start of a query",
                handle -> handle.createUpdate("""
                        update history_query set state = 'running', started_at = now()
                        where id = :id and state = 'waiting'""").bind("id", id).execute());
    }

    /** Records how many rows a query has so far. */
    void progress(long id, long rows) {
        jdbc.call(
                "recording the progress of a query",
                handle -> handle.createUpdate(
                                "update history_query set rows = :rows where id = :id and ended_at is null")
                        .bind("id", id)
                        .bind("rows", rows)
                        .execute());
    }

    /**
     * How a query ended.
     *
     * @param error absent if it succeeded
     */
    record End(
            QueryState state,
            long rows,
            long bytes,
            @Nullable Cut cutBy,
            @Nullable String error) {}

    void ended(long id, End end) {
        jdbc.call(
                "recording the end of a query",
                handle -> handle.createUpdate("""
                        update history_query set state = :state, ended_at = clock_timestamp(), rows = :rows, bytes = :bytes,
                            cut_by = :cut, error = :error
                        where id = :id and ended_at is null""")
                        .bind("id", id)
                        .bind("state", end.state().wireName())
                        .bind("rows", end.rows())
                        .bind("bytes", end.bytes())
                        .bind("cut", end.cutBy() == null ? null : end.cutBy().wireName())
                        .bind("error", end.error())
                        .execute());
    }

    /** The queries that a person may see, newest first. */
    public QueryPage page(Viewer viewer, int size, @Nullable String cursor) {
        long before = QueryPage.position(cursor);
        return QueryPage.of(
                jdbc.call(
                        "listing queries",
                        handle -> handle.createQuery(SELECT + """
                                where id < :before and (:all or viewer = :viewer) order by id desc limit :limit""")
                                .bind("before", before)
                                .bind("all", viewer.sight() == Sight.ALL)
                                .bind("viewer", viewer.name())
                                .bind("limit", size + 1)
                                .map((row, context) -> read(row))
                                .list()),
                size);
    }

    /** Empty if there is no such query, or the person may not see it. */
    public Optional<AskedQuery> find(Viewer viewer, long id) {
        return jdbc.call(
                "reading a query",
                handle -> handle.createQuery(SELECT + "where id = :id and (:all or viewer = :viewer)")
                        .bind("id", id)
                        .bind("all", viewer.sight() == Sight.ALL)
                        .bind("viewer", viewer.name())
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Asks the control plane that runs a query to cancel it. */
    void requestCancel(long id) {
        jdbc.call(
                "asking to cancel a query",
                handle -> handle.createUpdate(
                                "update history_query set cancel_requested = true where id = :id and ended_at is null")
                        .bind("id", id)
                        .execute());
    }

    /** Those of some queries that somebody asked to cancel. */
    List<Long> cancelRequested(Collection<Long> ids) {
        return jdbc.call(
                "looking for cancelled queries",
                handle -> handle.createQuery("""
                        select id from history_query where id = any (:ids) and cancel_requested and ended_at is null""")
                        .bindArray("ids", Long.class, List.copyOf(ids))
                        .mapTo(Long.class)
                        .list());
    }

    /** Deletes old records, and closes those whose control plane has died; returns the number of deleted ones. */
    public int prune(Duration kept, Duration longest) {
        return jdbc.inTransaction("pruning the record of queries", handle -> {
            handle.createUpdate("""
                    update history_query set state = 'failed', ended_at = now(), error = 'its control plane ended'
                    where ended_at is null and asked_at < now() - :seconds * interval '1 second'""").bind("seconds", longest.toSeconds()).execute();
            handle.createUpdate("""
                    delete from history_access.reader where created_at < now() - :seconds * interval '1 second'""").bind("seconds", longest.toSeconds()).execute();
            return handle.createUpdate(
                            "delete from history_query where asked_at < now() - :seconds * interval '1 second'")
                    .bind("seconds", kept.toSeconds())
                    .execute();
        });
    }

    private AskedQuery read(ResultSet row) throws SQLException {
        return new AskedQuery(
                row.getLong("id"),
                row.getString("viewer"),
                row.getString("sql"),
                tree(row.getString("parameters")),
                row.getString("format"),
                QueryState.of(row.getString("state")),
                Columns.instant(row, "asked_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "ended_at"),
                row.getObject("rows", Long.class),
                row.getObject("bytes", Long.class),
                row.getString("cut_by"),
                row.getString("error"));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored parameters are malformed", e);
        }
    }
}
