package dev.cairn.export;

import dev.cairn.history.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Adds rows in the binary format of COPY to batches, and passes on each full one. Source: PostgreSQL 18's documentation
 * of COPY, "Binary Format".
 */
final class CopyReader {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;

    private final Cell[] cells;
    private final Batch batch;
    private final Taker taker;
    private boolean begun;

    /** @param taker of batches, which are cleared afterwards */
    CopyReader(List<Column> columns, Taker taker) {
        List<FileColumn> found = FileColumn.of(columns);
        this.batch = new Batch(found);
        this.taker = taker;
        this.cells = new Cell[found.size()];
        for (int i = 0; i < found.size(); i++) {
            String type = columns.get(i).type();
            boolean isList = type.startsWith("_");
            cells[i] = new Cell(
                    found.get(i),
                    WireType.of(isList ? type.substring(1) : type),
                    batch.columns().get(i),
                    isList);
        }
    }

    /** Takes what a batch holds. */
    interface Taker {
        void take(Batch batch) throws IOException, InterruptedException;
    }

    /** Where the values of a column go. */
    private record Cell(FileColumn column, WireType wire, BatchColumn out, boolean isList) {
        void add(byte[] in, int at, int length) {
            if (isList) {
                list(in, at);
            } else {
                wire.add(column, in, at, length, out);
            }
        }

        /** Dimensions, whether it has NULLs, the type of its elements; then a size and the first index, and the elements. */
        private void list(byte[] in, int begin) {
            int dimensions = WireBytes.getInt(in, begin);
            if (dimensions > 1) {
                throw Misfit.nested(column);
            }
            int at = begin + 3 * Integer.BYTES;
            int size = dimensions == 0 ? 0 : WireBytes.getInt(in, at);
            at += 2 * Integer.BYTES;
            for (int i = 0; i < size; i++) {
                int length = WireBytes.getInt(in, at);
                at += Integer.BYTES;
                if (length == NULL) {
                    out.elements().addNull();
                } else {
                    wire.add(column, in, at, length, out.elements());
                    at += length;
                }
            }
            out.addList();
        }
    }

    /** Adds the rows of a message, which PostgreSQL never divides. */
    void add(byte[] message) throws IOException, InterruptedException {
        int at = begun ? 0 : header(message);
        begun = true;
        while (at < message.length) {
            int fields = WireBytes.getShort(message, at);
            at += Short.BYTES;
            if (fields == NULL) {
                return;
            }
            if (fields != cells.length) {
                throw new IllegalStateException("a row has " + fields + " fields, not " + cells.length);
            }
            at = row(message, at);
            batch.endRow();
            if (batch.isFull()) {
                taker.take(batch);
                batch.clear();
            }
        }
    }

    /** Adds the values of a row, and returns where it ends. */
    private int row(byte[] message, int begin) {
        int at = begin;
        for (Cell cell : cells) {
            int length = WireBytes.getInt(message, at);
            at += Integer.BYTES;
            if (length == NULL) {
                cell.out().addNull();
            } else {
                cell.add(message, at, length);
                at += length;
            }
        }
        return at;
    }

    /** Returns where the signature, the flags, and what may follow end. */
    private static int header(byte[] message) {
        if (!Arrays.equals(message, 0, Math.min(message.length, SIGNATURE.length), SIGNATURE, 0, SIGNATURE.length)) {
            throw new IllegalStateException("not the binary format of COPY");
        }
        int extension = SIGNATURE.length + Integer.BYTES;
        return extension + Integer.BYTES + WireBytes.getInt(message, extension);
    }

    /** Passes on what is left; the next message begins another copy. */
    void finish() throws IOException, InterruptedException {
        if (batch.rows() > 0) {
            taker.take(batch);
            batch.clear();
        }
        begun = false;
    }
}
