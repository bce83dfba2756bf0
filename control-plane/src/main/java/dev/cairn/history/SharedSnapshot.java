package dev.cairn.history;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.QueryConnection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** One state of the database for all statements of some connections. */
final class SharedSnapshot {
    private static final String SHARING = "sharing a snapshot";

    private SharedSnapshot() {}

    /**
     * Begins a transaction in each connection. Readers may not call the function that shares a snapshot, so the
     * application does it, in a transaction that is over when this returns.
     */
    static void begin(JdbcRunner jdbc, List<QueryConnection> connections) {
        if (connections.size() > 1) {
            jdbc.call(
                    SHARING,
                    handle -> handle.<Boolean, SQLException>inTransaction(
                            TransactionIsolationLevel.REPEATABLE_READ, sharing -> {
                                String snapshot = sharing.createQuery("select pg_export_snapshot()")
                                        .mapTo(String.class)
                                        .one();
                                for (QueryConnection connection : connections) {
                                    connection.beginSnapshot(snapshot);
                                }
                                return true;
                            }));
            return;
        }
        try {
            connections.getFirst().beginSnapshot(null);
        } catch (SQLException e) {
            throw new DatabaseException(SHARING, e);
        }
    }
}
