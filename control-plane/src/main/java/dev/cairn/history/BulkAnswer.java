package dev.cairn.history;

import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.history.QueryLog.End;
import dev.cairn.history.RunningQuery.Stop;
import dev.cairn.jdbc.QueryConnection;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * All rows of statements of ours, as the server copies them in binary, in one or several connections that see the same
 * state of the database. It is written or closed once.
 */
public final class BulkAnswer implements AutoCloseable {
    /** Rows after which the record of the query is brought up to date. */
    private static final long REPORT_EVERY = 100_000;

    private final RunningQuery running;
    private final List<QueryConnection> connections;
    private final List<String> parts;
    private final CopyOut first;
    private final LongConsumer progress;
    private final Consumer<End> atEnd;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong reported = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * Starts the first statement.
     *
     * @param progress is given the rows so far now and then
     */
    BulkAnswer(
            RunningQuery running,
            List<QueryConnection> connections,
            List<String> parts,
            LongConsumer progress,
            Consumer<End> atEnd)
            throws SQLException {
        this.running = running;
        this.connections = List.copyOf(connections);
        this.parts = List.copyOf(parts);
        this.first = connections.getFirst().copy(parts.getFirst());
        this.progress = progress;
        this.atEnd = atEnd;
    }

    /** Takes the messages of a statement. */
    public interface Sink {
        void add(byte[] message) throws IOException, InterruptedException;
    }

    /** Reads all parts and writes a file. */
    public interface Work {
        void run() throws IOException;
    }

    /** The number of the query in the record of queries. */
    public long id() {
        return running.id();
    }

    /** Number of statements. */
    public int parts() {
        return parts.size();
    }

    /** Number of statements that can be read at a time. */
    public int connections() {
        return connections.size();
    }

    /**
     * Gives all messages of a statement to a sink. The first one comes from the first connection.
     *
     * @param connection used by one thread at a time
     * @throws QueryFailedException if the query failed or was stopped
     */
    public void read(int connection, int part, Sink sink) throws IOException, InterruptedException {
        running.throwIfStopped();
        try {
            CopyOut copied = part == 0 ? first : connections.get(connection).copy(parts.get(part));
            for (byte[] message = copied.readFromCopy(); message != null; message = copied.readFromCopy()) {
                sink.add(message);
            }
        } catch (SQLException e) {
            @Nullable Stop stop = running.stopped();
            throw stop == null ? failure(e) : stop.failure();
        }
        running.throwIfStopped();
    }

    /** Counts rows that were read; may be called by any thread. */
    public void count(long more) {
        long now = rows.addAndGet(more);
        long last = reported.get();
        if (now >= last + REPORT_EVERY && reported.compareAndSet(last, now)) {
            running.throwIfStopped();
            progress.accept(now);
        }
    }

    /** Ends the statements that are being read, whose readers fail then. */
    public void interrupt() {
        running.interrupt();
    }

    /**
     * Does work that reads all statements, and records its end.
     *
     * @param written bytes of the file so far
     * @throws IOException if the client disconnected
     * @throws QueryFailedException if the query failed or was stopped
     */
    public void write(Work work, LongSupplier written) throws IOException {
        try {
            work.run();
            finish(new End(QueryState.SUCCEEDED, rows.get(), written.getAsLong(), null, null));
        } catch (QueryFailedException e) {
            @Nullable Stop stop = running.stopped();
            QueryState state = stop == null ? QueryState.FAILED : stop.state();
            finish(new End(state, rows.get(), 0, null, e.getMessage()));
            throw e;
        } catch (IOException | RuntimeException e) {
            running.stop(Stop.CLIENT_GONE);
            finish(new End(QueryState.CANCELLED, rows.get(), 0, null, "the file could not be sent: " + e.getMessage()));
            throw e;
        } finally {
            close();
        }
    }

    private static QueryFailedException failure(SQLException e) {
        return new QueryFailedException(
                Problem.of(e.getSQLState() == null ? "58000" : e.getSQLState(), String.valueOf(e.getMessage())), e);
    }

    private void finish(End end) {
        if (over.compareAndSet(false, true)) {
            atEnd.accept(end);
        }
    }

    /** Ends the query if its answer was not written. */
    @Override
    public void close() {
        finish(new End(QueryState.CANCELLED, 0, 0, null, "its answer was not read"));
    }
}
