package dev.cairn.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on the database, on one connection or in one transaction. */
public final class Queries {
    private final DataSource database;

    public Queries(DataSource database) {
        this.database = database;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** @throws IllegalStateException if the database did not answer or refused */
    public <T> T call(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException if the database did not answer or refused; nothing was written */
    public <T> T inTransaction(Work<T> work) {
        return call(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        });
    }

    /** Work whose writes nobody ever sees: they are taken back. */
    public <T> T takenBack(Work<T> work) {
        return call(connection -> {
            connection.setAutoCommit(false);
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
            }
        });
    }
}
