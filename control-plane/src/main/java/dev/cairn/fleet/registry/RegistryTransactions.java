package dev.cairn.fleet.registry;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on the registry's rows in one transaction. */
final class RegistryTransactions {
    private final DataSource database;

    RegistryTransactions(DataSource database) {
        this.database = database;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** @throws PortException WAIT if the database did not answer or refused; nothing was written */
    <T> T call(String what, Work<T> work) {
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
            throw new PortException(Remedy.WAIT, what + " failed: " + e.getMessage(), e);
        }
    }
}
