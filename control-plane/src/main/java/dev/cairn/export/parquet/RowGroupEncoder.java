package dev.cairn.export.parquet;

import dev.cairn.export.Batch;
import dev.cairn.export.FileColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Encodes batches as row groups, one after the other, by the library's encoders. */
public final class RowGroupEncoder implements AutoCloseable {
    private static final int LEVEL = 1;

    /** Compressed bytes and rows of a row group, whichever comes first. */
    private static final long GROUP_BYTES = 16 << 20;

    private static final long GROUP_ROWS = 1 << 20;
    private static final int DICTIONARY_BYTES = 1 << 19;

    private final List<FileColumn> columns;
    private final MessageType schema;
    private final PageCompressor compressor = new PageCompressor(LEVEL);
    private @Nullable Group group;
    private long rows;

    public RowGroupEncoder(List<FileColumn> columns) {
        this.columns = List.copyOf(columns);
        this.schema =
                new MessageType("rows", columns.stream().map(LeafType::encoded).toList());
    }

    /** What encodes a row group, and the pages so far. */
    private record Group(ColumnWriteStore encoders, List<ColumnPages> pages) {}

    /** Adds a batch to the group. */
    public void add(Batch batch) {
        Group open = group == null ? newGroup() : group;
        group = open;
        for (int i = 0; i < columns.size(); i++) {
            ColumnValues.write(
                    batch.columns().get(i),
                    open.encoders().getColumnWriter(schema.getColumns().get(i)));
        }
        for (int i = 0; i < batch.rows(); i++) {
            open.encoders().endRecord();
        }
        rows += batch.rows();
    }

    private Group newGroup() {
        List<ColumnPages> pages = new ArrayList<>();
        Map<ColumnDescriptor, ColumnPages> byColumn = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnPages own = new ColumnPages(columns.get(i), compressor);
            pages.add(own);
            byColumn.put(schema.getColumns().get(i), own);
        }
        ParquetProperties properties = ParquetProperties.builder()
                .withPageRowCountLimit(Batch.ROWS)
                .withMinRowCountForPageSizeCheck(Batch.ROWS)
                .withMaxRowCountForPageSizeCheck(Batch.ROWS)
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .withSizeStatisticsEnabled(false)
                .build();
        return new Group(properties.newColumnWriteStore(schema, byColumn::get), pages);
    }

    /** Whether the group has rows. */
    public boolean hasRows() {
        return rows > 0;
    }

    /** Whether the group must end here. */
    public boolean isFull() {
        return rows >= GROUP_ROWS || endsWithShortBatch() || bytes() >= GROUP_BYTES;
    }

    /** A page ends where its batch does; the encoders know that only of batches with all their rows. */
    private boolean endsWithShortBatch() {
        return rows % Batch.ROWS != 0;
    }

    private long bytes() {
        return group == null
                ? 0
                : group.pages().stream().mapToLong(ColumnPages::bytes).sum();
    }

    /** Ends the group, which must have rows; the next batch begins another one. */
    public EncodedGroup end() {
        if (group == null) {
            throw new IllegalStateException("a row group without rows");
        }
        group.encoders().flush();
        group.encoders().close();
        EncodedGroup ended = new EncodedGroup(group.pages(), rows);
        group = null;
        rows = 0;
        return ended;
    }

    @Override
    public void close() {
        if (group != null) {
            group.encoders().close();
            group = null;
        }
        compressor.close();
    }
}
