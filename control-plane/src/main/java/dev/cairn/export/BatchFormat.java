package dev.cairn.export;

import dev.cairn.history.Column;
import dev.cairn.history.ResultFormat;
import dev.cairn.history.RowSink;
import java.io.OutputStream;
import java.util.List;

/** A format of answers that is written column by column. */
public abstract class BatchFormat implements ResultFormat {
    /** A writer of one file; it leaves the stream open. */
    protected abstract BatchWriter writer(OutputStream out, List<FileColumn> columns);

    @Override
    public void check(List<Column> columns) {
        FileColumn.of(columns);
    }

    @Override
    public RowSink open(OutputStream out) {
        return new BatchSink(columns -> writer(out, columns));
    }
}
