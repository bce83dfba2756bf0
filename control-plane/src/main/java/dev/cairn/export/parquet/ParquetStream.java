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
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * A Parquet file that is written front to back: pages of a batch each, compressed by Zstandard, in row groups that are
 * kept in memory until they are written. Source: the Parquet format's specification, version 2.12.
 */
public final class ParquetStream implements BatchWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 2;

    private final OutputStream out;
    private final List<FileColumn> columns;
    private final RowGroupEncoder encoder;
    private final List<RowGroup> groups = new ArrayList<>();
    private final Map<String, String> notes = new TreeMap<>();
    private long position;
    private long rows;

    public ParquetStream(OutputStream out, List<FileColumn> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.encoder = new RowGroupEncoder(columns);
    }

    @Override
    public void truncated(String limit) {
        notes.put("cairn.truncatedBy", limit);
    }

    @Override
    public void write(Batch batch) throws IOException {
        encoder.add(batch);
        if (encoder.isFull()) {
            append(encoder.end());
        }
    }

    /** Writes a row group that was encoded elsewhere. */
    public void append(EncodedGroup group) throws IOException {
        begin();
        groups.add(group.writeTo(out, position));
        position += group.bytes();
        rows += group.rows();
    }

    private void begin() throws IOException {
        if (position == 0) {
            out.write(MAGIC);
            position = MAGIC.length;
        }
    }

    @Override
    public void finish() throws IOException {
        if (encoder.hasRows()) {
            append(encoder.end());
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
        encoder.close();
    }
}
