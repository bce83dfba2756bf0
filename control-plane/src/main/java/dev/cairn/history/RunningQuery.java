package dev.cairn.history;

import dev.cairn.base.Deadline;
import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.jdbc.QueryConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A query that waits in line or runs here, and how it is stopped from outside. */
final class RunningQuery {
    private static final Logger LOG = Logger.getLogger(RunningQuery.class);

    /** How long the database may take to end a cancelled statement before the connection is cut. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final long id;
    private final Thread asking;
    private final Function<Duration, Deadline> deadlines;
    private BooleanSupplier clientClosed = () -> false;
    private boolean inLine = true;
    private List<QueryConnection> connections = List.of();
    private @Nullable Deadline end;
    private @Nullable Deadline cut;
    private @Nullable Stop stop;

    /** Why a query was stopped. */
    enum Stop {
        TIME("the query took longer than it may: cairn.history.time-limit, or 30 minutes for a file of an export"),
        CANCELLED("the query was cancelled"),
        CLIENT_GONE("the client disconnected"),
        SHUTDOWN("the control plane is stopping");

        private final String words;

        Stop(String words) {
            this.words = words;
        }

        QueryFailedException failure() {
            return new QueryFailedException(Problem.of("57014", words));
        }

        /** Of the query that was stopped: people cancel, limits fail. */
        QueryState state() {
            return switch (this) {
                case CANCELLED, CLIENT_GONE -> QueryState.CANCELLED;
                case TIME, SHUTDOWN -> QueryState.FAILED;
            };
        }
    }

    /** @param asking the thread that waits in line for it */
    RunningQuery(long id, Thread asking, Function<Duration, Deadline> deadlines) {
        this.id = id;
        this.asking = asking;
        this.deadlines = deadlines;
    }

    long id() {
        return id;
    }

    /**
     * It waits in line no longer, and no interrupt stops it from now on: that would break the calls that open and close its
     * session.
     */
    synchronized void admitted() {
        leaveLine();
        throwIfStopped();
    }

    private void leaveLine() {
        if (inLine && stop != null) {
            var _ = Thread.interrupted();
        }
        inLine = false;
    }

    /** @param closed whether the client has disconnected */
    synchronized void watchClient(BooleanSupplier closed) {
        clientClosed = closed;
    }

    /** It has a session from now on, and a time by which it must have ended. */
    synchronized void connected(List<QueryConnection> opened, Duration limit) {
        connections = opened;
        end = deadlines.apply(limit);
        throwIfStopped();
    }

    /** It has no session any more. */
    synchronized void disconnected() {
        leaveLine();
        connections = List.of();
        end = null;
        cut = null;
    }

    /** Stops it; only the first reason counts. */
    synchronized void stop(Stop why) {
        if (stop != null) {
            return;
        }
        stop = why;
        if (inLine) {
            asking.interrupt();
        }
        interrupt();
    }

    /** Ends the statements that its session carries out now, and cuts a connection that does not end soon. */
    synchronized void interrupt() {
        cut = deadlines.apply(GRACE);
        for (QueryConnection connection : connections) {
            try {
                connection.cancel();
            } catch (SQLException e) {
                LOG.debugf("query %d cannot be cancelled, its connection is cut: %s", id, e.getMessage());
                abort(connection);
            }
        }
    }

    /** Stops it if its time has passed or its client has disconnected, and cuts its connection if it does not end. */
    synchronized void look() {
        if (end != null && end.hasPassed()) {
            stop(Stop.TIME);
        }
        if (clientClosed.getAsBoolean()) {
            stop(Stop.CLIENT_GONE);
        }
        if (cut != null && cut.hasPassed()) {
            connections.forEach(this::abort);
        }
    }

    synchronized @Nullable Stop stopped() {
        return stop;
    }

    /** @throws QueryFailedException if it was stopped */
    synchronized void throwIfStopped() {
        if (stop != null) {
            throw stop.failure();
        }
    }

    private void abort(QueryConnection open) {
        try {
            open.abort();
        } catch (SQLException e) {
            LOG.warnf("the connection of query %d cannot be cut: %s", id, e.getMessage());
        }
    }
}
