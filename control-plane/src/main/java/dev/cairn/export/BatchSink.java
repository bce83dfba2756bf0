package dev.cairn.export;

import dev.cairn.history.Column;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.history.RowSink;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the rows of an answer in a batch, and writes each full one. */
final class BatchSink implements RowSink {
    private final Function<List<FileColumn>, BatchWriter> writers;
    private @Nullable Open open;

    BatchSink(Function<List<FileColumn>, BatchWriter> writers) {
        this.writers = writers;
    }

    /** What there is once the columns are known. */
    private record Open(RowReader rows, Batch batch, BatchWriter writer) {}

    @Override
    public void begin(List<Column> columns) {
        List<FileColumn> found = FileColumn.of(columns);
        Batch batch = new Batch(found);
        open = new Open(new RowReader(found, batch), batch, writers.apply(found));
    }

    @Override
    public void row(ResultSet row) throws SQLException, IOException {
        Open now = Objects.requireNonNull(open);
        now.rows().add(row);
        if (now.batch().isFull()) {
            now.writer().write(now.batch());
            now.batch().clear();
        }
    }

    @Override
    public void end(Ending ending) throws IOException {
        Open now = Objects.requireNonNull(open);
        if (now.batch().rows() > 0) {
            now.writer().write(now.batch());
        }
        if (ending.cutBy() != null) {
            now.writer().truncated(ending.cutBy().wireName());
        }
        now.writer().finish();
    }

    /** @throws QueryFailedException always; the client gets it in place of the file, or a file that breaks off */
    @Override
    public void fail(Problem problem, Ending ending) {
        throw new QueryFailedException(problem);
    }

    @Override
    public void close() {
        Open now = open;
        if (now != null) {
            open = null;
            now.writer().close();
        }
    }
}
