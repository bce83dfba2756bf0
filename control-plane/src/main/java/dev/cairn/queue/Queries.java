package dev.cairn.queue;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on the database in one transaction. */
final class Queries {
    private final DataSource database;

    Queries(DataSource database) {
        this.database = database;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** @throws QueueException if the database did not answer or refused; nothing was written */
    <T> T inTransaction(String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new QueueException(what + " failed: " + e.getMessage(), e);
        }
    }
}
