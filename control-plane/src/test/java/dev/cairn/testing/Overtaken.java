package dev.cairn.testing;

import static dev.cairn.testing.Waiting.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;

/** Two transactions on one row: the other one commits between what the first reads and what it writes. */
public final class Overtaken {
    private Overtaken() {}

    /**
     * Runs a change that reads a row as it was and waits to write it, until another session has changed that row.
     *
     * @param statement of the other session, which locks the row
     * @return what the change returns
     * @throws Exception that the change throws
     */
    public static <T> T by(DataSource database, String statement, Callable<T> change) throws Exception {
        try (Connection other = database.getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute(statement);
            FutureTask<T> running = new FutureTask<>(change);
            Thread.ofVirtual().start(running);
            await().until(() -> isAwaited(sql));
            other.commit();
            return running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    /** Asks pg_locks: within a transaction, pg_stat_activity shows no session that began after it was first read. */
    private static boolean isAwaited(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery(
                "select exists (select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))")) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
