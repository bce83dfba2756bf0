package dev.cairn.export;

import java.util.List;

/** Some thousand rows, column by column. */
public final class Batch {
    /** Rows of a full batch. */
    public static final int ROWS = 16_384;

    /** Bytes at which a batch with fewer rows is full. */
    static final long BYTES = 16 << 20;

    private final List<BatchColumn> columns;

    /** Columns whose values differ in size. */
    private final List<BatchColumn> uneven;

    private int rows;

    public Batch(List<FileColumn> columns) {
        this.columns =
                columns.stream().map(column -> new BatchColumn(column.type())).toList();
        this.uneven = this.columns.stream().filter(BatchColumn::isUneven).toList();
    }

    public List<BatchColumn> columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    /** Ends a row, each of whose columns was given a value. */
    void endRow() {
        rows++;
    }

    boolean isFull() {
        if (rows == ROWS) {
            return true;
        }
        long weight = (long) rows * columns.size() * Long.BYTES;
        for (BatchColumn column : uneven) {
            weight += column.weight();
        }
        return weight >= BYTES;
    }

    void clear() {
        columns.forEach(BatchColumn::clear);
        rows = 0;
    }
}
