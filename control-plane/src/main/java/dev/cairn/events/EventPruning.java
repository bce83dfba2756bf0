package dev.cairn.events;

import dev.cairn.jdbc.Queries;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Takes old events out of the stream, oldest position first, so that what is left has no holes; never one that is not
 * published yet.
 */
@Singleton
public final class EventPruning {
    private static final int BATCH = 10_000;

    private final Queries queries;

    public EventPruning(DataSource database) {
        this.queries = new Queries(database);
    }

    /**
     * Deletes events that are older than an age.
     *
     * @return how many went
     */
    public int olderThan(Duration age) {
        int gone = 0;
        int batch;
        do {
            batch = queries.inTransaction(connection -> batch(connection, age));
            gone += batch;
        } while (batch == BATCH);
        return gone;
    }

    private static int batch(Connection connection, Duration age) throws SQLException {
        // The publisher's lock: 'pruned' and 'last' move one at a time.
        long pruned = number(connection, "select pruned from event_position for update");
        long last = number(connection, "select last from event_position");
        long kept = firstKept(connection, pruned, last, age);
        long edge = Math.min(kept - 1, pruned + BATCH);
        if (edge <= pruned) {
            return 0;
        }
        try (PreparedStatement move = connection.prepareStatement("update event_position set pruned = ?")) {
            move.setLong(1, edge);
            move.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from run_event where position <= ?")) {
            delete.setLong(1, edge);
            return delete.executeUpdate();
        }
    }

    /** The age is looked at by the database's clock, as that is whose times the events carry. */
    private static long firstKept(Connection connection, long pruned, long last, Duration age) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select position from run_event where position > ? and created_at >= now() - make_interval(secs => ?)
                order by position limit 1""")) {
            select.setLong(1, pruned);
            select.setDouble(2, age.toMillis() / 1000.0);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : last + 1;
            }
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
