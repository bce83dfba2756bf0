package dev.cairn.export.parquet;

import dev.cairn.export.Batch;
import dev.cairn.export.BatchWriter;
import dev.cairn.export.FileColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that is written front to back: pages of a batch each, compressed by Zstandard, in row groups that are
 * kept in memory until they are written. Source: the Parquet format's specification, version 2.12.
 */
public final class ParquetStream implements BatchWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 2;
    private static final int LEVEL = 1;

    /** Compressed bytes and rows of a row group, whichever comes first. */
    private static final long GROUP_BYTES = 16 << 20;

    private static final long GROUP_ROWS = 1 << 20;
    private static final int DICTIONARY_BYTES = 1 << 20;

    private final OutputStream out;
    private final List<FileColumn> columns;
    private final MessageType schema;
    private final PageCompressor compressor = new PageCompressor(LEVEL);
    private final List<RowGroup> groups = new ArrayList<>();
    private final Map<String, String> notes = new TreeMap<>();
    private @Nullable Group group;
    private long position;
    private long rows;

    public ParquetStream(OutputStream out, List<FileColumn> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.schema =
                new MessageType("rows", columns.stream().map(LeafType::encoded).toList());
    }

    /** The row group that is being written. */
    private record Group(ColumnWriteStore encoders, List<ColumnPages> pages, long rows) {
        long bytes() {
            return pages.stream().mapToLong(ColumnPages::bytes).sum();
        }
    }

    @Override
    public void truncated(String limit) {
        notes.put("cairn.truncatedBy", limit);
    }

    @Override
    public void write(Batch batch) throws IOException {
        Group open = group == null ? newGroup() : group;
        for (int i = 0; i < columns.size(); i++) {
            ColumnValues.write(
                    batch.columns().get(i),
                    open.encoders().getColumnWriter(schema.getColumns().get(i)));
        }
        for (int i = 0; i < batch.rows(); i++) {
            open.encoders().endRecord();
        }
        group = new Group(open.encoders(), open.pages(), open.rows() + batch.rows());
        // A page ends where its batch does; the encoders know that only of full batches.
        if (batch.rows() < Batch.ROWS || group.rows() >= GROUP_ROWS || group.bytes() >= GROUP_BYTES) {
            endGroup(group);
        }
    }

    private Group newGroup() {
        List<ColumnPages> pages = new ArrayList<>();
        Map<ColumnDescriptor, ColumnPages> byColumn = new TreeMap<>();
        for (ColumnDescriptor column : schema.getColumns()) {
            ColumnPages own = new ColumnPages(compressor);
            pages.add(own);
            byColumn.put(column, own);
        }
        ParquetProperties properties = ParquetProperties.builder()
                .withPageRowCountLimit(Batch.ROWS)
                .withMinRowCountForPageSizeCheck(Batch.ROWS)
                .withMaxRowCountForPageSizeCheck(Batch.ROWS)
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .withSizeStatisticsEnabled(false)
                .build();
        return new Group(properties.newColumnWriteStore(schema, byColumn::get), pages, 0);
    }

    private void endGroup(Group full) throws IOException {
        full.encoders().flush();
        full.encoders().close();
        group = null;
        begin();
        List<ColumnChunk> chunks = new ArrayList<>();
        long uncompressed = 0;
        for (int i = 0; i < columns.size(); i++) {
            ColumnPages pages = full.pages().get(i);
            chunks.add(new ColumnChunk(0).setMeta_data(describe(columns.get(i), pages)));
            pages.writeTo(out);
            position += pages.bytes();
            uncompressed += pages.uncompressedBytes();
        }
        groups.add(new RowGroup(chunks, uncompressed, full.rows()));
        rows += full.rows();
    }

    private ColumnMetaData describe(FileColumn column, ColumnPages pages) {
        ColumnMetaData data = new ColumnMetaData(
                LeafType.stored(column.type()),
                List.copyOf(pages.encodings()),
                LeafType.path(column),
                CompressionCodec.ZSTD,
                pages.values(),
                pages.uncompressedBytes(),
                pages.bytes(),
                position + pages.dictionaryBytes());
        if (pages.dictionaryBytes() > 0) {
            data.setDictionary_page_offset(position);
        }
        if (pages.statistics() != null) {
            data.setStatistics(ColumnStatistics.of(pages.statistics(), LeafType.physical(column.type())));
        }
        return data;
    }

    private void begin() throws IOException {
        if (position == 0) {
            out.write(MAGIC);
            position = MAGIC.length;
        }
    }

    @Override
    public void finish() throws IOException {
        if (group != null) {
            endGroup(group);
        }
        begin();
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer(), footer);
        footer.writeTo(out);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.size())
                .array());
        out.write(MAGIC);
        out.flush();
    }

    private FileMetaData footer() {
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement("rows").setNum_children(columns.size()));
        columns.forEach(column -> elements.addAll(LeafType.described(column)));
        FileMetaData footer = new FileMetaData(FORMAT_VERSION, elements, rows, groups).setCreated_by("Cairn");
        footer.setColumn_orders(columns.stream()
                .map(column -> ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()))
                .toList());
        if (!notes.isEmpty()) {
            footer.setKey_value_metadata(notes.entrySet().stream()
                    .map(note -> new KeyValue(note.getKey()).setValue(note.getValue()))
                    .toList());
        }
        return footer;
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
