package dev.cairn.queue;

import dev.cairn.ids.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether one more run may start, by pool and owner. Counting takes the row of the limit, so two claimers never both take
 * the last place; where there is no limit nothing is locked.
 */
final class Admission {
    private Admission() {}

    /**
     * A queued run, locked.
     *
     * @param isOpen whether pool and queue let runs through
     */
    record Queued(
            RunId run,
            String pool,
            String owner,
            int students,
            boolean isOpen,
            boolean poolHasLimit,
            boolean ownerHasLimit) {}

    /** Empty if it is not queued any more; another transaction's is passed over. */
    static Optional<Queued> lock(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select r.pool, r.owner, r.students, p.state = 'open' and (select state from queue_control) = 'open',
                    p.students is not null, q.running is not null
                from run r join pool p on p.name = r.pool left join quota q on q.owner = r.owner
                where r.id = ? and r.state = 'queued' and (r.not_before is null or r.not_before <= now())
                for no key update of r skip locked""")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Queued(
                                run,
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6)))
                        : Optional.empty();
            }
        }
    }

    static boolean admits(Connection connection, Queued run) throws SQLException {
        return run.isOpen()
                && (!run.poolHasLimit() || poolHasRoom(connection, run))
                && (!run.ownerHasLimit() || ownerHasRoom(connection, run));
    }

    /** A run that wants more than the whole pool gets it when nobody else is in it. */
    private static boolean poolHasRoom(Connection connection, Queued run) throws SQLException {
        int limit = limit(connection, "select students from pool where name = ? for no key update", run.pool());
        int used = count(
                connection,
                "select coalesce(sum(students), 0) from run where pool = ? and state in ('running', 'pausing', 'cancelling')",
                run.pool());
        return used == 0 || used + run.students() <= limit;
    }

    private static boolean ownerHasRoom(Connection connection, Queued run) throws SQLException {
        int limit = limit(connection, "select running from quota where owner = ? for no key update", run.owner());
        int used = count(
                connection,
                "select count(*) from run where owner = ? and state in ('running', 'pausing', 'cancelling')",
                run.owner());
        return used < limit;
    }

    /** Of a row that may have gone meanwhile: then there is no limit. */
    private static int limit(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                int limit = row.next() ? row.getInt(1) : Integer.MAX_VALUE;
                return limit == 0 && row.wasNull() ? Integer.MAX_VALUE : limit;
            }
        }
    }

    private static int count(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
