package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Feeds the columns of a batch to the library's encoders. */
final class ColumnValues {
    /** Levels of a list's parts: NULL itself, empty, NULL inside, and a value. */
    private static final int LIST_EMPTY = 1;

    private static final int ELEMENT_NULL = 2;
    private static final int ELEMENT = 3;

    private ColumnValues() {}

    static void write(BatchColumn column, ColumnWriter out) {
        switch (column.type().shape()) {
            case SCALAR -> scalars(column, out);
            case LIST -> lists(column, out);
        }
    }

    private static void scalars(BatchColumn column, ColumnWriter out) {
        for (int i = 0; i < column.size(); i++) {
            if (column.isNull(i)) {
                out.writeNull(0, 0);
            } else {
                value(column, i, out, 0, 1);
            }
        }
    }

    private static void lists(BatchColumn column, ColumnWriter out) {
        BatchColumn elements = column.elements();
        for (int i = 0; i < column.size(); i++) {
            int start = column.start(i);
            int end = column.end(i);
            if (column.isNull(i)) {
                out.writeNull(0, 0);
            } else if (start == end) {
                out.writeNull(0, LIST_EMPTY);
            }
            for (int j = start; j < end; j++) {
                int repetition = j == start ? 0 : 1;
                if (elements.isNull(j)) {
                    out.writeNull(repetition, ELEMENT_NULL);
                } else {
                    value(elements, j, out, repetition, ELEMENT);
                }
            }
        }
    }

    private static void value(BatchColumn column, int index, ColumnWriter out, int repetition, int definition) {
        switch (column.type().kind()) {
            case INT32, DATE -> out.write((int) column.number(index), repetition, definition);
            case INT64, TIMESTAMP, INSTANT -> out.write(column.number(index), repetition, definition);
            case FLOAT64 -> out.write(Double.longBitsToDouble(column.number(index)), repetition, definition);
            case FLOAT32 -> out.write(Float.intBitsToFloat((int) column.number(index)), repetition, definition);
            case BOOLEAN -> out.write(column.number(index) != 0, repetition, definition);
            case TEXT, JSON, BYTES, UUID, DECIMAL -> {
                int start = column.start(index);
                // Reused: the encoders copy what they keep.
                out.write(
                        Binary.fromReusedByteArray(column.bytes(), start, column.end(index) - start),
                        repetition,
                        definition);
            }
        }
    }
}
