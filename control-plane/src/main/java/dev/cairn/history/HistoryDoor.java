package dev.cairn.history;

import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.QueryConnection;
import dev.cairn.platform.ProcessPriority;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions that read history for one person. The person is known to the database by a row that the application
 * writes, and the session by a ticket that no other session can guess.
 */
@Singleton
public final class HistoryDoor {
    /** The server ends a transaction on its own if the control plane has not done so by then. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration REPLICA_LAG = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** The schema or the function does not exist. */
    private static final Set<String> MISSING = Set.of("3F000", "42883");

    private static final String REPLICA = "the database of cairn.history.replica-url";

    /** One function of each kind that readers must not call, and temporary tables. */
    private static final String UNRESTRICTED = """
            select has_function_privilege('pg_catalog.pg_sleep(double precision)', 'execute')
                or has_function_privilege('pg_catalog.pg_advisory_lock(bigint)', 'execute')
                or has_function_privilege('pg_catalog.lo_create(oid)', 'execute')
                or has_function_privilege('pg_catalog.pg_read_file(text)', 'execute')
                or has_function_privilege('pg_catalog.set_config(text, text, boolean)', 'execute')
                or has_database_privilege(current_database(), 'temporary')""";

    private final JdbcRunner jdbc;
    private final ReaderTickets tickets;
    private final HistoryConfig config;
    private final Ticker ticker;

    public HistoryDoor(JdbcRunner jdbc, HistoryConfig config, Ticker ticker) {
        this.jdbc = jdbc;
        this.tickets = new ReaderTickets(jdbc, config.user());
        this.config = config;
        this.ticker = ticker;
    }

    /** The door cannot be used until an administrator has done something. */
    public static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClosedException(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }

    /**
     * A session of one person; several connections for a file that is read in parts.
     *
     * @param ticket its name in history_access.reader
     */
    public record Session(List<QueryConnection> connections, UUID ticket) {
        public Session {
            connections = List.copyOf(connections);
        }

        public QueryConnection connection() {
            return connections.getFirst();
        }
    }

    /**
     * Opens a session; {@link #close} must be called for it.
     *
     * @param limit how long its transaction may take
     * @param connections their number
     * @throws ClosedException if the roles of history are missing
     * @throws DatabaseException if the database does not answer
     */
    public Session open(Viewer viewer, Duration limit, int connections) throws InterruptedException {
        String url = config.replicaUrl().or(config::url).orElse("");
        if (url.isEmpty() || config.password().isEmpty()) {
            throw new ClosedException(
                    "SQL over history is not set up: run history-roles.sql in Cairn's database, give the role "
                            + config.user() + " a password, and set CAIRN_HISTORY_PASSWORD to it",
                    null);
        }
        UUID ticket = UUID.randomUUID();
        tickets.write(viewer, ticket);
        List<QueryConnection> opened = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                opened.add(connect(url, ticket, limit));
                admit(opened.getLast());
            }
            return new Session(opened, ticket);
        } catch (SQLException e) {
            close(new Session(opened, ticket));
            throw new DatabaseException("opening a session of history", e);
        } catch (RuntimeException | InterruptedException e) {
            close(new Session(opened, ticket));
            throw e;
        }
    }

    private void admit(QueryConnection connection) throws SQLException, InterruptedException {
        if (config.replicaUrl().isPresent()) {
            awaitTicket(connection);
        }
        requireRestricted(connection);
        if (config.replicaUrl().isEmpty() && config.nice().isPresent()) {
            // Runs keep their share of the processors, however heavy the queries are.
            ProcessPriority.lower(connection.backendPid(), config.nice().getAsInt());
        }
    }

    /** Whether several connections can see the same state of the database. */
    public boolean canShare() {
        return config.replicaUrl().isEmpty();
    }

    /** Lets all statements of a session see the state of the database of this moment. */
    public void share(Session session) {
        SharedSnapshot.begin(jdbc, session.connections());
    }

    private QueryConnection connect(String url, UUID ticket, Duration limit) {
        try {
            return QueryConnection.open(url, properties(ticket, limit));
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("28")) {
                throw new ClosedException(
                        "the role " + config.user() + " of SQL over history cannot sign in to the database: "
                                + e.getMessage() + "; run history-roles.sql there, and set its password",
                        e);
            }
            if (config.replicaUrl().isPresent()) {
                throw new ClosedException(REPLICA + " cannot be reached: " + e.getMessage(), e);
            }
            throw new DatabaseException("opening a session of history", e);
        }
    }

    /** On a server where history-roles.sql has failed, the role may exist without being restricted. */
    private void requireRestricted(QueryConnection connection) throws SQLException {
        try (ResultSet row = connection.query(UNRESTRICTED, List.of(), 0)) {
            if (row.next() && row.getBoolean(1)) {
                throw new ClosedException(
                        "SQL over history is closed: the role " + config.user()
                                + " may do what readers must not; run history-roles.sql in Cairn's database as a superuser",
                        null);
            }
        }
    }

    /** Waits until the replica has the row that was written for the session. */
    private void awaitTicket(QueryConnection connection) throws SQLException {
        Deadline end = Deadline.in(REPLICA_LAG, ticker);
        try {
            while (!isKnown(connection)) {
                if (end.hasPassed()) {
                    throw new ClosedException(
                            REPLICA + " is more than " + REPLICA_LAG.toSeconds()
                                    + " s behind, or not a replica of Cairn's database; ask again later",
                            null);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (SQLException e) {
            if (!MISSING.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            throw new ClosedException(REPLICA + " is not a replica of Cairn's database: " + e.getMessage(), e);
        }
    }

    private static boolean isKnown(QueryConnection connection) throws SQLException {
        try (ResultSet row = connection.query("select history_access.viewer() is not null", List.of(), 0)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Ends a session, and what it may see. */
    public void close(Session session) {
        @Nullable SQLException failed = null;
        for (QueryConnection connection : session.connections()) {
            try {
                connection.close();
            } catch (SQLException e) {
                failed = e;
            }
        }
        tickets.remove(session.ticket());
        if (failed != null) {
            throw new DatabaseException("closing a session of history", failed);
        }
    }

    private Properties properties(UUID ticket, Duration limit) {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password().orElseThrow());
        properties.setProperty("ApplicationName", "cairn-history");
        // Rows are read in portions of at most as many bytes; the size of a portion follows the size of the rows.
        properties.setProperty("maxResultBuffer", "64M");
        properties.setProperty("adaptiveFetch", "true");
        properties.setProperty("adaptiveFetchMinimum", "1");
        properties.setProperty("adaptiveFetchMaximum", "2000");
        long most = limit.plus(GRACE).toMillis();
        properties.setProperty(
                "options",
                "-c cairn.ticket=" + ticket + " -c statement_timeout=" + most + " -c transaction_timeout=" + most
                        + " -c cursor_tuple_fraction=1 -c timezone=UTC -c extra_float_digits=1");
        return properties;
    }
}
