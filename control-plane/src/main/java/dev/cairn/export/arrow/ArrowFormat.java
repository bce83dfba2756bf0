package dev.cairn.export.arrow;

import dev.cairn.export.BatchFormat;
import dev.cairn.export.BatchWriter;
import dev.cairn.export.FileColumn;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.List;

/**
 * An Arrow IPC stream. An answer that was cut looks whole: the record of the query, by the header
 * {@code Cairn-Query-Id}, says whether it was.
 */
@Singleton
public final class ArrowFormat extends BatchFormat {
    @Override
    public String mediaType() {
        return "application/vnd.apache.arrow.stream";
    }

    @Override
    public String name() {
        return "arrow";
    }

    @Override
    protected BatchWriter writer(OutputStream out, List<FileColumn> columns) {
        return new ArrowStream(out, columns);
    }
}
