package dev.cairn.export.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.cairn.export.Batch;
import dev.cairn.export.BatchColumn;
import dev.cairn.export.BatchWriter;
import dev.cairn.export.FileColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** An Arrow IPC stream, uncompressed. Source: the Arrow columnar format's specification, version 1.5. */
public final class ArrowStream implements BatchWriter {
    private static final int CONTINUATION = -1;
    private static final int ALIGNMENT = 8;
    private static final int FIRST_BYTES = 1024;

    private final OutputStream out;
    private final List<FileColumn> columns;
    private boolean begun;

    public ArrowStream(OutputStream out, List<FileColumn> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    @Override
    public void write(Batch batch) throws IOException {
        begin();
        BatchBody body = new BatchBody();
        batch.columns().forEach(body::add);
        FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
        RecordBatch.startNodesVector(builder, body.nodes().size());
        for (BatchColumn node : body.nodes().reversed()) {
            FieldNode.createFieldNode(builder, node.size(), node.nulls());
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, body.buffers().size());
        for (BatchBody.Span span : body.buffers().reversed()) {
            Buffer.createBuffer(builder, span.offset(), span.length());
        }
        int buffers = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, batch.rows());
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        int header = RecordBatch.endRecordBatch(builder);
        message(builder, MessageHeader.RecordBatch, header, body.size());
        body.writeTo(out);
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
            message(builder, MessageHeader.Schema, ArrowFields.schema(builder, columns), 0);
        }
    }

    private void message(FlatBufferBuilder builder, byte kind, int header, long bodySize) throws IOException {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, bodySize, 0));
        byte[] metadata = builder.sizedByteArray();
        int padded = (metadata.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        out.write(prefix(padded));
        out.write(metadata);
        out.write(new byte[padded - metadata.length]);
    }

    private static byte[] prefix(int metadataSize) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(metadataSize)
                .array();
    }

    /** A stream has no place for it behind its rows. */
    @Override
    public void truncated(String limit) {}

    @Override
    public void finish() throws IOException {
        begin();
        out.write(prefix(0));
        out.flush();
    }

    @Override
    public void close() {}
}
