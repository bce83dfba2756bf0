package dev.cairn.history;

import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.history.QueryLog.End;
import dev.cairn.history.RunningQuery.Stop;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** All rows of a statement of ours, as the server copies them in binary. It is written or closed once. */
public final class BulkAnswer implements AutoCloseable {
    /** Rows after which the record of the query is brought up to date. */
    private static final long REPORT_EVERY = 100_000;

    private final RunningQuery running;
    private final CopyOut copied;
    private final LongConsumer progress;
    private final Consumer<End> atEnd;
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param progress is given the rows so far now and then */
    BulkAnswer(RunningQuery running, CopyOut copied, LongConsumer progress, Consumer<End> atEnd) {
        this.running = running;
        this.copied = copied;
        this.progress = progress;
        this.atEnd = atEnd;
    }

    /** Makes a file of the messages. */
    public interface Sink {
        /** Adds the rows of a message, and returns how many rows there are so far. */
        long add(byte[] message) throws IOException;

        /** Ends the file. */
        void finish() throws IOException;
    }

    /** The number of the query in the record of queries. */
    public long id() {
        return running.id();
    }

    /**
     * Gives all messages to a sink.
     *
     * @param written bytes of the file so far
     * @throws IOException if the client disconnected
     * @throws QueryFailedException if the query failed or was stopped; the file is not ended then
     */
    public void writeTo(Sink sink, LongSupplier written) throws IOException {
        long rows = 0;
        try {
            long reported = 0;
            for (byte[] message = copied.readFromCopy(); message != null; message = copied.readFromCopy()) {
                rows = sink.add(message);
                if (rows >= reported + REPORT_EVERY) {
                    running.throwIfStopped();
                    progress.accept(rows);
                    reported = rows;
                }
            }
            running.throwIfStopped();
            sink.finish();
            finish(new End(QueryState.SUCCEEDED, rows, written.getAsLong(), null, null));
        } catch (SQLException e) {
            @Nullable Stop stop = running.stopped();
            throw failed(rows, stop == null ? failure(e) : stop.failure());
        } catch (QueryFailedException e) {
            throw failed(rows, e);
        } catch (IOException | RuntimeException e) {
            running.stop(Stop.CLIENT_GONE);
            finish(new End(QueryState.CANCELLED, rows, 0, null, "the file could not be sent: " + e.getMessage()));
            throw e;
        } finally {
            close();
        }
    }

    private QueryFailedException failed(long rows, QueryFailedException failure) {
        @Nullable Stop stop = running.stopped();
        QueryState state = stop == null ? QueryState.FAILED : stop.state();
        finish(new End(state, rows, 0, null, failure.getMessage()));
        return failure;
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
