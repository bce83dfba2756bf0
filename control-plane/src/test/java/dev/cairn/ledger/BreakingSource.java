package dev.cairn.ledger;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that fails once, at a commit. */
final class BreakingSource implements DataSource {
    /** On which side of the commit. */
    enum When {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** What happens then. */
    @FunctionalInterface
    interface Fault {
        void strike(Connection committing) throws Exception;
    }

    private final DataSource real;
    private final When when;
    private final Fault fault;
    private final AtomicInteger refused = new AtomicInteger();
    private boolean armed;
    private int broken;

    /** The connection breaks. */
    BreakingSource(DataSource real, When when) {
        this(real, when, Connection::close);
    }

    BreakingSource(DataSource real, When when, Fault fault) {
        this.real = real;
        this.when = when;
        this.fault = fault;
    }

    void arm() {
        armed = true;
    }

    int broken() {
        return broken;
    }

    /** How often a connection was refused. */
    int refused() {
        return refused.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = connect();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("commit") || !armed) {
                            return method.invoke(connection, arguments);
                        }
                        armed = false;
                        broken++;
                        if (when == When.AFTER_COMMIT) {
                            connection.commit();
                            fault.strike(connection);
                            throw new SQLException("the answer was lost", "08006");
                        }
                        fault.strike(connection);
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private Connection connect() throws SQLException {
        try {
            return real.getConnection();
        } catch (SQLException e) {
            refused.incrementAndGet();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return real.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
