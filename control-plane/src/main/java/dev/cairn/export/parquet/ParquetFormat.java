package dev.cairn.export.parquet;

import dev.cairn.export.BatchFormat;
import dev.cairn.export.FileColumn;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.List;

/** Parquet. A limit that cut the answer is named by the key {@code cairn.truncatedBy} of the file's metadata. */
@Singleton
public final class ParquetFormat extends BatchFormat {
    @Override
    public String mediaType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    protected ParquetStream writer(OutputStream out, List<FileColumn> columns) {
        return new ParquetStream(out, columns);
    }
}
