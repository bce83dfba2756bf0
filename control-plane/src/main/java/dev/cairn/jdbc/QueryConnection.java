package dev.cairn.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * A connection of its own for one statement that somebody else wrote: in a read-only transaction that is rolled back,
 * by the extended protocol, with its rows read in portions. It is not used again, since the statement may have changed
 * the session.
 */
public final class QueryConnection implements AutoCloseable {
    private static final Executor HERE = Runnable::run;

    private final Connection connection;

    private QueryConnection(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param url without credentials
     * @param properties of the driver: user, password, options of the session
     */
    public static QueryConnection open(String url, Properties properties) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("preferQueryMode", "extended");
        // Plans fit the values, and no prepared statement stays behind.
        all.setProperty("prepareThreshold", "0");
        // PostgreSQL finds the type of a text from where it is used.
        all.setProperty("stringtype", "unspecified");
        all.setProperty("connectTimeout", "10");
        Connection opened = new Driver().connect(url, all);
        if (opened == null) {
            throw new SQLException(
                    "'" + url + "' is not an address of the form jdbc:postgresql://HOST:PORT/DATABASE", "08001");
        }
        try {
            opened.setReadOnly(true);
            opened.setAutoCommit(false);
            return new QueryConnection(opened);
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** The statements that the driver would send for a text, with their parameters as {@code $1}. */
    public static List<String> statements(String sql) throws SQLException {
        return Parser.parseJdbcSql(sql, true, true, true, false, false).stream()
                .map((NativeQuery query) -> query.nativeSql)
                .toList();
    }

    /**
     * Runs one statement.
     *
     * @param sql with a question mark for each value
     * @param values null, String, Integer, Long, Double, BigDecimal, Boolean, or a {@link TypedArray}
     * @param portion rows that are read at a time
     * @return the rows, until the next statement or the end of the connection
     */
    public ResultSet query(String sql, List<? extends @Nullable Object> values, int portion) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
        statement.setFetchSize(portion);
        return statement.executeQuery();
    }

    /**
     * Begins again, with a transaction whose statements all see the same state of the database.
     *
     * @param snapshot of a transaction that is still open, whose state is seen; null for the state of this moment
     */
    public void beginSnapshot(@Nullable String snapshot) throws SQLException {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        if (snapshot != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction snapshot '" + snapshot + "'");
            }
        }
    }

    /**
     * Starts to copy the rows of a statement of ours in the binary format of COPY.
     *
     * @param select without parameters; texts of users never come here, since COPY bypasses the extended protocol
     */
    public CopyOut copy(String select) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + select + ") to stdout (format binary)");
    }

    /**
     * An array as a value.
     *
     * @param type name of the elements' type in PostgreSQL
     */
    public record TypedArray(String type, List<? extends @Nullable Object> elements) {}

    private void bind(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.NULL);
            case TypedArray array ->
                statement.setArray(
                        position,
                        connection.createArrayOf(array.type(), array.elements().toArray()));
            default -> statement.setObject(position, value);
        }
    }

    /** The id of the server's process for this session. */
    public int backendPid() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** Asks the server to end the statement; may be called by any thread, and does not wait. */
    public void cancel() throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    /** Cuts the connection, so that a thread that waits for it continues; the server notices within a second. */
    public void abort() throws SQLException {
        connection.abort(HERE);
    }

    /** Ends the session; the server rolls its transaction back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
