package dev.cairn.ledger;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose connection breaks once, at the commit. */
final class BreakingSource implements DataSource {
    /** On which side of the commit. */
    enum When {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final DataSource real;
    private final When when;
    private boolean armed;
    private int broken;

    BreakingSource(DataSource real, When when) {
        this.real = real;
        this.when = when;
    }

    void arm() {
        armed = true;
    }

    int broken() {
        return broken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
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
                        }
                        connection.close();
                        throw new SQLException("the connection broke", "08006");
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
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
