package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import dev.cairn.export.ColumnType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;

/**
 * Encodes the values of one column in one row group, leaving out NULLs: as places in a dictionary as long as that
 * saves bytes, otherwise as they are.
 */
abstract class ValueEncoder {
    private int[] places = new int[0];
    private boolean used;
    private boolean open = true;

    static ValueEncoder of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> new BitEncoder();
            case INT32, INT64, FLOAT32, FLOAT64, DATE, TIMESTAMP, INSTANT -> new NumberEncoder(type.kind());
            case TEXT, JSON, BYTES -> new BytesEncoder();
            case UUID, DECIMAL -> new SixteenBytesEncoder();
        };
    }

    /** Adds the values of a batch to a page. */
    final Encoding write(BatchColumn values, PageBytes page) {
        int count = values.size() - values.nulls();
        if (open && count > 0) {
            open = writePlaces(values, count, page);
            if (open) {
                used = true;
                return Encoding.RLE_DICTIONARY;
            }
        }
        writePlain(values, page);
        return Encoding.PLAIN;
    }

    private boolean writePlaces(BatchColumn values, int count, PageBytes page) {
        if (places.length < count) {
            places = new int[values.size()];
        }
        if (!find(values, places)) {
            return false;
        }
        int start = page.size();
        int width = Hybrid.width(dictionarySize() - 1);
        page.putByte(width);
        Hybrid.write(places, count, width, page);
        if (used || (long) page.size() - start + dictionaryBytes() < plainBytes(values)) {
            return true;
        }
        page.cut(start);
        return false;
    }

    /** Whether pages refer to the dictionary. */
    final boolean isDictionaryUsed() {
        return used;
    }

    /**
     * Finds the places of values in the dictionary, or adds them to it.
     *
     * @return false if there are too many
     */
    abstract boolean find(BatchColumn values, int[] found);

    /** Values in the dictionary. */
    abstract int dictionarySize();

    /** Bytes of the dictionary as a page. */
    abstract int dictionaryBytes();

    /** Adds the dictionary to a page. */
    abstract void writeDictionary(PageBytes page);

    /** Bytes of values as they are. */
    abstract long plainBytes(BatchColumn values);

    abstract void writePlain(BatchColumn values, PageBytes page);

    /** Notes the least and the greatest value, by which readers skip row groups. */
    abstract void describe(Statistics statistics);
}
