package dev.cairn.history;

import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.history.QueryLog.End;
import dev.cairn.history.RowSink.Cut;
import dev.cairn.history.RowSink.Ending;
import dev.cairn.history.RunningQuery.Stop;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answer to a query, whose rows are read while they are written. It is written or closed once. */
public final class Answer implements AutoCloseable {
    private final RunningQuery running;
    private final ResultSet rows;
    private final ResultFormat format;
    private final QueryLimits limits;
    private final Supplier<Duration> age;
    private final List<Column> columns;
    private final AtomicBoolean over = new AtomicBoolean();
    private Consumer<End> atEnd = end -> {};
    private long count;
    private @Nullable Cut cut;

    Answer(RunningQuery running, ResultSet rows, ResultFormat format, QueryLimits limits, Supplier<Duration> age)
            throws SQLException {
        this.running = running;
        this.rows = rows;
        this.format = format;
        this.limits = limits;
        this.age = age;
        this.columns = Column.of(rows);
        format.check(columns);
    }

    void atEnd(Consumer<End> action) {
        atEnd = action;
    }

    /** The number of the query in the record of queries. */
    public long id() {
        return running.id();
    }

    public String mediaType() {
        return format.mediaType();
    }

    public List<Column> columns() {
        return columns;
    }

    /** The limit that cut the answer, once it is written; empty if it is whole. */
    public Optional<Cut> cutBy() {
        return Optional.ofNullable(cut);
    }

    /**
     * Writes the answer.
     *
     * @throws IOException if the client disconnected, or the query failed and the format cannot express it
     */
    public void writeTo(OutputStream out) throws IOException {
        try {
            Counting counted = new Counting(out);
            RowSink sink = format.open(counted);
            try {
                write(sink, counted);
            } finally {
                sink.close();
            }
        } finally {
            // Its place in the line is given back whatever happened, such as too little memory.
            close();
        }
    }

    private void write(RowSink sink, Counting counted) throws IOException {
        try {
            sink.begin(columns);
            cut = copy(sink, counted);
            sink.end(new Ending(count, cut, age.get()));
            counted.flush();
            finish(new End(QueryState.SUCCEEDED, count, counted.bytes, cut, null));
        } catch (SQLException e) {
            @Nullable Stop stop = running.stopped();
            failed(sink, counted, stop == null ? failure(e) : stop.failure());
        } catch (QueryFailedException e) {
            failed(sink, counted, e);
        } catch (IOException | RuntimeException e) {
            running.stop(Stop.CLIENT_GONE);
            finish(new End(
                    QueryState.CANCELLED,
                    count,
                    counted.bytes,
                    null,
                    "the answer could not be written: " + e.getMessage()));
            throw e;
        }
    }

    private @Nullable Cut copy(RowSink sink, Counting counted) throws SQLException, IOException {
        while (rows.next()) {
            running.throwIfStopped();
            if (count == limits.rows()) {
                return Cut.ROWS;
            }
            sink.row(rows);
            count++;
            if (counted.bytes > limits.bytes()) {
                return rows.next() ? Cut.BYTES : null;
            }
        }
        return null;
    }

    private void failed(RowSink sink, Counting counted, QueryFailedException failure) throws IOException {
        @Nullable Stop stop = running.stopped();
        QueryState state = stop == null ? QueryState.FAILED : stop.state();
        try {
            sink.fail(failure.problem(), new Ending(count, null, age.get()));
            counted.flush();
        } finally {
            finish(new End(state, count, counted.bytes, null, failure.getMessage()));
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
        finish(new End(QueryState.CANCELLED, count, 0, null, "its answer was not read"));
    }

    /** Counts the bytes of an answer. */
    private static final class Counting extends FilterOutputStream {
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) throws IOException {
            out.write(b, from, length);
            bytes += length;
        }
    }
}
