package dev.cairn.export.arrow;

import dev.cairn.export.BatchColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The buffers of a batch, each of which begins at a multiple of 8 bytes. */
final class BatchBody {
    private static final int ALIGNMENT = 8;

    private final List<BatchColumn> nodes = new ArrayList<>();
    private final List<Span> buffers = new ArrayList<>();
    private final List<byte[]> parts = new ArrayList<>();
    private long size;

    /** Where a buffer is in the body, in bytes. */
    record Span(long offset, long length) {}

    /** Adds a column: whether each value is there, then its values. */
    void add(BatchColumn column) {
        nodes.add(column);
        put(validity(column));
        switch (column.type().shape()) {
            case LIST -> {
                put(ends(column));
                add(column.elements());
            }
            case SCALAR -> values(column);
        }
    }

    private void values(BatchColumn column) {
        switch (column.type().kind()) {
            case BOOLEAN -> put(bits(column));
            case INT32, DATE, FLOAT32 -> {
                byte[] values = new byte[column.size() * Integer.BYTES];
                ByteBuffer out = over(values);
                for (int i = 0; i < column.size(); i++) {
                    out.putInt(column.isNull(i) ? 0 : (int) column.number(i));
                }
                put(values);
            }
            case INT64, TIMESTAMP, INSTANT, FLOAT64 -> {
                byte[] values = new byte[column.size() * Long.BYTES];
                ByteBuffer out = over(values);
                for (int i = 0; i < column.size(); i++) {
                    out.putLong(column.isNull(i) ? 0 : column.number(i));
                }
                put(values);
            }
            case TEXT, JSON, BYTES -> {
                put(ends(column));
                byte[] bytes = new byte[column.start(column.size())];
                System.arraycopy(column.bytes(), 0, bytes, 0, bytes.length);
                put(bytes);
            }
            case UUID -> put(fixed(column, Order.KEPT));
            case DECIMAL -> put(fixed(column, Order.REVERSED));
        }
    }

    /** Whether the bytes of a value are turned round: Arrow's numbers have the lowest byte first. */
    private enum Order {
        KEPT,
        REVERSED
    }

    private static byte[] fixed(BatchColumn column, Order order) {
        int width = 16;
        byte[] out = new byte[column.size() * width];
        for (int i = 0; i < column.size(); i++) {
            for (int j = 0; j < width && !column.isNull(i); j++) {
                int to = order == Order.KEPT ? j : width - 1 - j;
                out[i * width + to] = column.bytes()[column.start(i) + j];
            }
        }
        return out;
    }

    private static byte[] validity(BatchColumn column) {
        if (column.nulls() == 0) {
            return new byte[0];
        }
        byte[] bits = new byte[(column.size() + 7) / 8];
        for (int i = 0; i < column.size(); i++) {
            if (!column.isNull(i)) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return bits;
    }

    private static byte[] bits(BatchColumn column) {
        byte[] bits = new byte[(column.size() + 7) / 8];
        for (int i = 0; i < column.size(); i++) {
            if (!column.isNull(i) && column.number(i) != 0) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return bits;
    }

    private static byte[] ends(BatchColumn column) {
        byte[] ends = new byte[(column.size() + 1) * Integer.BYTES];
        ByteBuffer out = over(ends).putInt(0);
        for (int i = 0; i < column.size(); i++) {
            out.putInt(column.end(i));
        }
        return ends;
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(byte[] buffer) {
        buffers.add(new Span(size, buffer.length));
        parts.add(buffer);
        size += padded(buffer.length);
    }

    private static int padded(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    List<BatchColumn> nodes() {
        return nodes;
    }

    List<Span> buffers() {
        return buffers;
    }

    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
            out.write(new byte[padded(part.length) - part.length]);
        }
    }
}
