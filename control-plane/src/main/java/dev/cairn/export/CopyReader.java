package dev.cairn.export;

import dev.cairn.history.Column;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds rows in the binary format of COPY to batches, and writes each full one. Source: PostgreSQL 18's documentation of
 * COPY, "Binary Format".
 */
final class CopyReader {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;

    private final List<Cell> cells = new ArrayList<>();
    private final Batch batch;
    private final BatchWriter writer;
    private boolean begun;
    private long rows;

    CopyReader(List<Column> columns, BatchWriter writer) {
        List<FileColumn> found = FileColumn.of(columns);
        this.batch = new Batch(found);
        this.writer = writer;
        for (int i = 0; i < found.size(); i++) {
            String type = columns.get(i).type();
            cells.add(new Cell(
                    found.get(i),
                    WireType.of(type.startsWith("_") ? type.substring(1) : type),
                    batch.columns().get(i)));
        }
    }

    /** Where the values of a column go. */
    private record Cell(FileColumn column, WireType wire, BatchColumn out) {
        void add(ByteBuffer in) {
            int length = in.getInt();
            if (length == NULL) {
                out.addNull();
                return;
            }
            switch (column.type().shape()) {
                case SCALAR -> wire.add(column, in, length, out);
                case LIST -> list(in);
            }
        }

        private void list(ByteBuffer in) {
            int dimensions = in.getInt();
            in.getInt(); // whether it has NULLs
            in.getInt(); // the type of its elements
            if (dimensions > 1) {
                throw Misfit.nested(column);
            }
            int size = dimensions == 0 ? 0 : in.getInt();
            if (dimensions == 1) {
                in.getInt(); // the index of its first element
            }
            for (int i = 0; i < size; i++) {
                int length = in.getInt();
                if (length == NULL) {
                    out.elements().addNull();
                } else {
                    wire.add(column, in, length, out.elements());
                }
            }
            out.addList();
        }
    }

    /** Rows so far. */
    long rows() {
        return rows;
    }

    /** Adds the rows of a message, which PostgreSQL never divides. */
    void add(byte[] message) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(message);
        if (!begun) {
            begun = true;
            header(in);
        }
        while (in.hasRemaining()) {
            int fields = in.getShort();
            if (fields == NULL) {
                return;
            }
            if (fields != cells.size()) {
                throw new IllegalStateException("a row has " + fields + " fields, not " + cells.size());
            }
            for (Cell cell : cells) {
                cell.add(in);
            }
            rows++;
            batch.endRow();
            if (batch.isFull()) {
                writer.write(batch);
                batch.clear();
            }
        }
    }

    private static void header(ByteBuffer in) {
        byte[] signature = new byte[SIGNATURE.length];
        in.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new IllegalStateException("not the binary format of COPY");
        }
        in.getInt(); // flags
        int extension = in.getInt();
        in.position(in.position() + extension);
    }

    /** Writes what is left, and ends the file. */
    void finish() throws IOException {
        if (batch.rows() > 0) {
            writer.write(batch);
        }
        writer.finish();
    }
}
