package dev.cairn.metrics;

import dev.cairn.experiments.RunState;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.QueueSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** Reads all levels in one read-only transaction. */
final class LevelsSql {
    /** Every pool with every open state, so that a level that falls to nothing shows as 0. */
    private static final String DEPTHS = """
            with found as (
                select pool, state, count(*) as runs,
                    extract(epoch from now() - min(created_at) filter (where not_before is null or not_before <= now()))
                        as oldest
                from run where state = any (?) group by pool, state)
            select p.name, s.state, coalesce(f.runs, 0), coalesce(f.oldest, 0)
            from pool p cross join unnest(?) as s(state)
                left join found f on f.pool = p.name and f.state = s.state""";

    /** A lease says until when it is good, so its age is its length less what is left. */
    private static final String SINGLES = """
            select (select greatest(max(extract(epoch from clock_timestamp() - lease_until) + ?), 0) from run_heartbeat),
                (select count(*) from run_event where position is null),
                (select count(*) from control_plane where seen_at > now() - make_interval(secs => ?))""";

    private static final String[] OPEN_STATES = Arrays.stream(RunState.values())
            .filter(state -> !state.isFinal())
            .map(RunState::word)
            .toArray(String[]::new);

    private LevelsSql() {}

    static Levels read(DataSource database, QueueSettings queue) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement begin = connection.createStatement()) {
                begin.execute("set transaction read only");
                begin.execute("set local statement_timeout = '4s'");
                return read(connection, queue);
            } finally {
                connection.rollback();
            }
        }
    }

    private static Levels read(Connection connection, QueueSettings queue) throws SQLException {
        List<Levels.Depth> depths = depths(connection);
        try (PreparedStatement select = connection.prepareStatement(SINGLES)) {
            select.setDouble(1, queue.lease().toMillis() / 1000.0);
            select.setDouble(2, ControlPlanes.DEAD_AFTER.toMillis() / 1000.0);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Levels(depths, row.getDouble(1), row.getLong(2), row.getInt(3));
            }
        }
    }

    private static List<Levels.Depth> depths(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEPTHS)) {
            select.setArray(1, connection.createArrayOf("text", OPEN_STATES));
            select.setArray(2, connection.createArrayOf("text", OPEN_STATES));
            try (ResultSet rows = select.executeQuery()) {
                List<Levels.Depth> depths = new ArrayList<>();
                while (rows.next()) {
                    depths.add(new Levels.Depth(
                            rows.getString(1), RunState.of(rows.getString(2)), rows.getLong(3), rows.getDouble(4)));
                }
                return depths;
            }
        }
    }
}
