package dev.cairn.history;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one answer in some format, keeping at most a few of them in memory. */
public interface RowSink {
    /** Called once, before any row. */
    void begin(List<Column> columns) throws IOException;

    /** Writes the row at which the result stands. */
    void row(ResultSet row) throws SQLException, IOException;

    /** Called after the last row of an answer that is whole, or was cut by a limit. */
    void end(Ending ending) throws IOException;

    /**
     * Called if the query fails after its first rows were written.
     *
     * @throws IOException if the format cannot express it, so that the answer breaks off and is not taken for a whole one
     */
    default void fail(QueryFailedException.Problem problem, Ending ending) throws IOException {
        throw new IOException("the query failed after " + ending.rows() + " rows: " + problem.message());
    }

    /** Frees what it holds, however the answer ended; called last. */
    default void close() {}

    /**
     * How an answer ended.
     *
     * @param rows written
     * @param cutBy the limit that cut the answer; absent if it is whole
     */
    record Ending(long rows, @Nullable Cut cutBy, Duration duration) {}

    /** The limits that cut answers. */
    enum Cut {
        ROWS,
        BYTES;

        /** The name as it is stored and shown. */
        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
