package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import org.apache.parquet.format.Encoding;

/** Encodes values as places in a dictionary as long as that saves bytes, otherwise as they are. */
abstract class DictionaryEncoder extends ValueEncoder {
    private int[] places = new int[0];
    private boolean used;
    private boolean open = true;

    @Override
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

    @Override
    final int writeDictionary(PageBytes page) {
        if (!used) {
            return 0;
        }
        writeEntries(page);
        return dictionarySize();
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

    /** Adds the values in the dictionary to a page. */
    abstract void writeEntries(PageBytes page);

    /** Bytes of values as they are. */
    abstract long plainBytes(BatchColumn values);

    abstract void writePlain(BatchColumn values, PageBytes page);
}
