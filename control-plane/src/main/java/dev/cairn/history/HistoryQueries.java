package dev.cairn.history;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.base.Ticker;
import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.history.QueryLog.End;
import dev.cairn.history.QueryRequest.Purpose;
import dev.cairn.jdbc.QueryConnection;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the queries of people over history, a few at a time. */
@Singleton
public final class HistoryQueries {
    /** PostgreSQL's grammar allows only a query after this: one statement that returns rows and writes nothing. */
    private static final String CHECK = "explain declare cairn_query no scroll cursor for ";

    private static final int PORTION = 50;
    private static final String SYNTAX = "42601";

    private final HistoryConfig config;
    private final HistoryDoor door;
    private final QueryLine line;
    private final QueryLog log;
    private final QueryWatch watch;
    private final Ticker ticker;

    public HistoryQueries(
            HistoryConfig config, HistoryDoor door, QueryLine line, QueryLog log, QueryWatch watch, Ticker ticker) {
        this.config = config;
        this.door = door;
        this.line = line;
        this.log = log;
        this.watch = watch;
        this.ticker = ticker;
    }

    /** The limits of answers. */
    public QueryLimits limits() {
        return new QueryLimits(
                config.timeLimit(), config.rowLimit(), config.byteLimit().asLongValue());
    }

    /**
     * Waits in line, checks a query, and runs it until its first rows are there.
     *
     * @return the answer, which must be written or closed
     * @param client tells when nobody waits for the answer any more
     * @throws InvalidInputException if a parameter or the limit is not valid
     * @throws QueryFailedException if it is refused, fails, or is stopped
     * @throws QueryLine.FullException if too many wait already
     * @throws HistoryDoor.ClosedException if the door is not set up
     */
    public Answer ask(Viewer viewer, QueryRequest request, ResultFormat format, QueryLimits limits, ClientLink client) {
        NamedSql sql = NamedSql.parse(request.sql());
        List<@Nullable Object> values = ParameterValues.of(sql, request.values());
        QueryLimits own = limits.withRows(rows(request, limits));
        requireOneStatement(sql);
        long started = ticker.nanos();
        Asked asked = new Asked(viewer, request, format.name(), own.time(), sql, client, 1);
        return run(asked, (running, session, atEnd) -> {
            ResultSet rows = start(session.connection(), sql, values, request.purpose());
            Answer answer = new Answer(running, rows, format, own, () -> ticker.since(started));
            answer.atEnd(atEnd);
            return answer;
        });
    }

    /**
     * Waits in line, and starts to copy all rows of a statement of ours, without limits on their number and bytes, in as many
     * connections as there are parts and processors for.
     *
     * @param select written by us; texts of users never come here
     * @param parts statements that have all its rows together
     * @param format of the file, for the record of queries
     * @param client tells when nobody waits for the file any more
     * @return the answer, which must be written or closed
     * @throws QueryFailedException if it fails or is stopped
     * @throws QueryLine.FullException if too many wait already
     * @throws HistoryDoor.ClosedException if the door is not set up
     */
    public BulkAnswer copy(
            Viewer viewer, String select, List<String> parts, String format, Duration time, ClientLink client) {
        QueryRequest request = new QueryRequest(select, null, null, null);
        int most = door.canShare() ? parts.size() : 1;
        return run(
                new Asked(viewer, request, format, time, NamedSql.parse(select), client, most),
                (running, session, atEnd) -> {
                    door.share(session);
                    return new BulkAnswer(
                            running, session.connections(), parts, rows -> log.progress(running.id(), rows), atEnd);
                });
    }

    /**
     * What is asked by whom, and how long it may take.
     *
     * @param connections at most
     */
    private record Asked(
            Viewer viewer,
            QueryRequest request,
            String format,
            Duration time,
            NamedSql sql,
            ClientLink client,
            int connections) {}

    /** Makes an answer in a session that may begin. */
    private interface Start<A> {
        A answer(RunningQuery running, HistoryDoor.Session session, Consumer<End> atEnd) throws SQLException;
    }

    private <A> A run(Asked asked, Start<A> start) {
        RunningQuery running = watch.add(log.asked(asked.viewer(), asked.request(), asked.format()));
        asked.client().attach(running);
        boolean entered = false;
        int helpers = 0;
        HistoryDoor.@Nullable Session session = null;
        try {
            line.enter();
            entered = true;
            running.admitted();
            log.started(running.id());
            helpers = line.help(asked.connections() - 1);
            session = door.open(asked.viewer(), asked.time(), 1 + helpers);
            running.connected(session.connections(), asked.time());
            HistoryDoor.Session open = session;
            return start.answer(running, open, end -> end(running, open, end));
        } catch (SQLException e) {
            QueryFailedException failure = stoppedOr(running, QueryFailedException.of(e, asked.sql(), 0));
            abandon(running, entered, helpers, session, failure);
            throw failure;
        } catch (InterruptedException e) {
            QueryFailedException failure = stoppedOr(
                    running, new QueryFailedException(Problem.of("57014", "the query was interrupted in the line")));
            abandon(running, entered, helpers, session, failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            abandon(running, entered, helpers, session, e);
            throw e;
        }
    }

    /** Cancels a query that the person may see; empty if there is no such query. */
    public Optional<AskedQuery> cancel(Viewer viewer, long id) {
        return log.find(viewer, id).map(found -> {
            if (!watch.cancel(id)) {
                log.requestCancel(id);
            }
            return found;
        });
    }

    private static ResultSet start(
            QueryConnection connection, NamedSql sql, List<@Nullable Object> values, Purpose purpose)
            throws SQLException {
        ResultSet plan;
        try {
            plan = connection.query(CHECK + sql.jdbc(), values, 0);
        } catch (SQLException e) {
            throw QueryFailedException.of(e, sql, CHECK.length());
        }
        return switch (purpose) {
            case PLAN -> plan;
            case ROWS -> connection.query(sql.jdbc(), values, PORTION);
        };
    }

    /** The driver splits a text by its own rules; they must find what ours found. */
    private static void requireOneStatement(NamedSql sql) {
        try {
            List<String> sent = QueryConnection.statements(sql.jdbc());
            if (sent.size() != 1 || !sent.getFirst().strip().equals(sql.sent().strip())) {
                throw new QueryFailedException(
                        Problem.of(SYNTAX, "send one SELECT, WITH, VALUES or TABLE statement at a time"));
            }
        } catch (SQLException e) {
            throw QueryFailedException.of(e, sql, 0);
        }
    }

    private static int rows(QueryRequest request, QueryLimits limits) {
        int most = limits.rows();
        int asked = request.limit() == null ? most : request.limit();
        if (asked < 1 || asked > most) {
            throw new InvalidInputException(Subject.SQL, new FieldError("limit", "is " + asked, "1 to " + most));
        }
        return asked;
    }

    private static QueryFailedException stoppedOr(RunningQuery running, QueryFailedException failure) {
        RunningQuery.@Nullable Stop stop = running.stopped();
        return stop == null ? failure : stop.failure();
    }

    private void abandon(
            RunningQuery running,
            boolean entered,
            int helpers,
            HistoryDoor.@Nullable Session session,
            Throwable failure) {
        try {
            running.disconnected();
            if (session != null) {
                door.close(session);
            }
        } finally {
            watch.remove(running);
            if (entered) {
                line.leave(helpers);
            }
            RunningQuery.@Nullable Stop stop = running.stopped();
            QueryState state = stop == null ? QueryState.FAILED : stop.state();
            log.ended(running.id(), new End(state, 0, 0, null, failure.getMessage()));
        }
    }

    private void end(RunningQuery running, HistoryDoor.Session session, End end) {
        try {
            running.disconnected();
            door.close(session);
        } finally {
            watch.remove(running);
            line.leave(session.connections().size() - 1);
            log.ended(running.id(), end);
        }
    }
}
