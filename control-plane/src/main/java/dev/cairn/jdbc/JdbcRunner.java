package dev.cairn.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Runs work on a connection of the pool, with or without a transaction. */
public final class JdbcRunner {
    private final Jdbi jdbi;

    /** Uses a pool of connections. */
    public JdbcRunner(DataSource database) {
        this(database::getConnection);
    }

    /** @param connections opens a connection for each piece of work */
    public JdbcRunner(ConnectionFactory connections) {
        this.jdbi = JdbiSettings.apply(Jdbi.create(connections));
    }

    /**
     * A runner that opens a connection for each piece of work, for rare work as another role.
     *
     * @param url without credentials
     */
    public static JdbcRunner opening(String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        return new JdbcRunner(
                () -> Objects.requireNonNull(new Driver().connect(url, properties), "not an address of PostgreSQL"));
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Handle handle) throws SQLException;
    }

    /**
     * Runs work whose statements commit one by one.
     *
     * @param what is being done, for the message of a failure
     * @throws DatabaseException if the database did not answer or refused
     */
    public <T extends @Nullable Object> T call(String what, Work<T> work) {
        // Not withHandle(), which would run nested work on the outer work's connection and in its transaction.
        try (Handle handle = jdbi.open()) {
            return work.on(handle);
        } catch (SQLException e) {
            throw new DatabaseException(what, e);
        } catch (JdbiException e) {
            throw failed(what, e);
        }
    }

    /**
     * Runs work in one transaction.
     *
     * @param what is being done, for the message of a failure
     * @throws DatabaseException if the database did not answer or refused; nothing was written, unless the answer to the
     *     commit itself was lost
     */
    public <T extends @Nullable Object> T inTransaction(String what, Work<T> work) {
        return call(what, handle -> handle.<T, SQLException>inTransaction(work::on));
    }

    /**
     * Runs work in one transaction and rolls it back.
     *
     * @param what is being done, for the message of a failure
     * @throws DatabaseException if the database did not answer or refused
     */
    public <T extends @Nullable Object> T rolledBack(String what, Work<T> work) {
        return call(what, handle -> {
            handle.begin();
            try {
                return work.on(handle);
            } finally {
                handle.rollback();
            }
        });
    }

    /** The database's failure behind a library's exception, or that exception itself. */
    static RuntimeException failed(String what, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return new DatabaseException(what, sql);
            }
        }
        return failure;
    }
}
