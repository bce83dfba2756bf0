package dev.cairn.export.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** A row group that is ready to be written at any place in a file. */
public final class EncodedGroup {
    private final List<ColumnPages> columns;
    private final long rows;

    EncodedGroup(List<ColumnPages> columns, long rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return columns.stream().mapToLong(ColumnPages::bytes).sum();
    }

    /**
     * Writes the pages.
     *
     * @param position in the file
     * @return what the footer says of them
     */
    RowGroup writeTo(OutputStream out, long position) throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long begin = position;
        long uncompressed = 0;
        for (ColumnPages pages : columns) {
            chunks.add(new ColumnChunk(0).setMeta_data(pages.describe(begin)));
            pages.writeTo(out);
            begin += pages.bytes();
            uncompressed += pages.uncompressedBytes();
        }
        return new RowGroup(chunks, uncompressed, rows);
    }
}
