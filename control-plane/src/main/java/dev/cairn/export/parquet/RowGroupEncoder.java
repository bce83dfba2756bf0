package dev.cairn.export.parquet;

import dev.cairn.export.Batch;
import dev.cairn.export.FileColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Encodes batches as row groups, one after the other. */
public final class RowGroupEncoder implements AutoCloseable {
    private static final int LEVEL = 1;

    /** Compressed bytes and rows of a row group, whichever comes first. */
    private static final long GROUP_BYTES = 16 << 20;

    private static final long GROUP_ROWS = 1 << 20;

    private final List<FileColumn> columns;
    private final PageBytes page = new PageBytes();
    private final PageCompressor compressor = new PageCompressor(LEVEL);
    private List<ColumnEncoder> encoders = List.of();
    private long rows;

    public RowGroupEncoder(List<FileColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a batch to the group. */
    public void add(Batch batch) throws IOException {
        if (encoders.isEmpty()) {
            encoders = columns.stream()
                    .map(column -> new ColumnEncoder(column, page, compressor))
                    .toList();
        }
        for (int i = 0; i < encoders.size(); i++) {
            encoders.get(i).add(batch.columns().get(i));
        }
        rows += batch.rows();
    }

    /** Whether the group has rows. */
    public boolean hasRows() {
        return rows > 0;
    }

    /** Whether the group is large enough. */
    public boolean isFull() {
        return rows >= GROUP_ROWS
                || encoders.stream().mapToLong(ColumnEncoder::bytes).sum() >= GROUP_BYTES;
    }

    /** Ends the group; the next batch begins another one. */
    public EncodedGroup end() throws IOException {
        List<ColumnPages> pages = new ArrayList<>();
        for (ColumnEncoder encoder : encoders) {
            pages.add(encoder.end());
        }
        EncodedGroup ended = new EncodedGroup(pages, rows);
        encoders = List.of();
        rows = 0;
        return ended;
    }

    @Override
    public void close() {
        compressor.close();
    }
}
