package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import dev.cairn.export.ColumnType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;

/** Encodes the values of one column in one row group, leaving out NULLs. */
abstract class ValueEncoder {
    static ValueEncoder of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> new BitEncoder();
            case INT32, INT64, FLOAT32, FLOAT64, DATE, TIMESTAMP, INSTANT -> new NumberEncoder(type.kind());
            case TEXT, JSON, BYTES -> new BytesEncoder();
            case UUID, DECIMAL -> new SixteenBytesEncoder();
        };
    }

    /** Adds the values of a batch to a page. */
    abstract Encoding write(BatchColumn values, PageBytes page);

    /**
     * Adds the dictionary that pages refer to, to a page of its own.
     *
     * @return how many values it has; 0 if no page refers to one, and then nothing is added
     */
    abstract int writeDictionary(PageBytes page);

    /** Notes the least and the greatest value, by which readers skip row groups. */
    abstract void describe(Statistics statistics);
}
