package dev.cairn.export;

import dev.cairn.export.parquet.ParquetStream;
import dev.cairn.history.BulkAnswer;
import dev.cairn.history.ClientLink;
import dev.cairn.history.Column;
import dev.cairn.history.HistoryQueries;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.Viewer;
import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Files of what the schema history has of one experiment. */
@Singleton
public final class ExperimentFiles {
    /** A transaction that is open for longer holds up the cleaning of the database. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final HistoryQueries queries;
    private final ViewParts parts;

    public ExperimentFiles(HistoryQueries queries, ViewParts parts) {
        this.queries = queries;
        this.parts = parts;
    }

    /** A file that is about to be made; it must be written or closed. */
    public static final class ViewFile implements AutoCloseable {
        private final BulkAnswer answer;
        private final List<Column> columns;

        private ViewFile(BulkAnswer answer, List<Column> columns) {
            this.answer = answer;
            this.columns = columns;
        }

        /** The number in the record of queries, which says how many rows there are so far. */
        public long queryId() {
            return answer.id();
        }

        /**
         * Writes the file.
         *
         * @throws IOException if the client disconnected
         * @throws QueryFailedException if the query failed or was stopped; what was written is not a whole file then
         */
        public void writeTo(OutputStream out) throws IOException {
            try {
                write(out);
            } finally {
                // Its place in the line is given back whatever happened, such as too little memory.
                close();
            }
        }

        private void write(OutputStream out) throws IOException {
            Counting counted = new Counting(out);
            answer.write(
                    () -> {
                        try (ParquetStream file = new ParquetStream(counted, FileColumn.of(columns));
                                PartReaders readers = new PartReaders(answer, columns)) {
                            readers.writeTo(file);
                            file.finish();
                        }
                    },
                    () -> counted.bytes);
        }

        @Override
        public void close() {
            answer.close();
        }
    }

    /**
     * Starts to read a view.
     *
     * @param client tells when nobody waits for the file any more
     */
    public ViewFile open(Viewer viewer, long experiment, ExportedView view, ClientLink client) {
        List<Column> columns =
                view.columns().stream().map(ExportedView.ViewColumn::column).toList();
        return new ViewFile(
                queries.copy(
                        viewer,
                        ExportedViews.select(view, experiment),
                        parts.of(view, experiment),
                        "parquet",
                        LONGEST,
                        client),
                columns);
    }

    /** Counts the bytes of a file. */
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
