package dev.cairn.export.arrow;

import dev.cairn.export.BatchFormat;
import dev.cairn.export.BatchWriter;
import dev.cairn.export.FileColumn;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.List;

/**
 * An Arrow IPC stream. An answer that was cut looks whole: only the trailer {@code Cairn-Truncated-By} and the record of
 * the query say that it was.
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
