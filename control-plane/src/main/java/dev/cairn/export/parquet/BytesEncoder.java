package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import java.util.Arrays;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/** Texts and other bytes of any length. */
final class BytesEncoder extends DictionaryEncoder {
    private static final int DICTIONARY_BYTES = 1 << 19;

    /** Longer texts would fill the footer. */
    private static final int LONGEST = 64;

    private final BytesDictionary dictionary = new BytesDictionary(DICTIONARY_BYTES);

    /** Of values that are not in the dictionary. */
    private byte @Nullable [] least;

    private byte @Nullable [] greatest;

    @Override
    boolean find(BatchColumn values, int[] found) {
        int count = 0;
        for (int i = 0; i < values.size(); i++) {
            if (!values.isNull(i)) {
                int place = dictionary.place(values.bytes(), values.start(i), values.end(i));
                if (place < 0) {
                    return false;
                }
                found[count++] = place;
            }
        }
        return true;
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.pageBytes();
    }

    @Override
    void writeEntries(PageBytes page) {
        for (int i = 0; i < dictionary.size(); i++) {
            put(dictionary.array(), dictionary.start(i), dictionary.end(i), page);
        }
    }

    @Override
    long plainBytes(BatchColumn values) {
        return values.start(values.size()) + (long) (values.size() - values.nulls()) * Integer.BYTES;
    }

    @Override
    void writePlain(BatchColumn values, PageBytes page) {
        for (int i = 0; i < values.size(); i++) {
            if (!values.isNull(i)) {
                put(values.bytes(), values.start(i), values.end(i), page);
                note(values.bytes(), values.start(i), values.end(i));
            }
        }
    }

    private static void put(byte[] from, int start, int end, PageBytes page) {
        page.putInt(end - start);
        page.put(from, start, end - start);
    }

    private void note(byte[] from, int start, int end) {
        if (least == null || greatest == null) {
            least = Arrays.copyOfRange(from, start, end);
            greatest = least;
        } else if (Arrays.compareUnsigned(from, start, end, least, 0, least.length) < 0) {
            least = Arrays.copyOfRange(from, start, end);
        } else if (Arrays.compareUnsigned(from, start, end, greatest, 0, greatest.length) > 0) {
            greatest = Arrays.copyOfRange(from, start, end);
        }
    }

    @Override
    void describe(Statistics statistics) {
        for (int i = 0; i < dictionary.size(); i++) {
            note(dictionary.array(), dictionary.start(i), dictionary.end(i));
        }
        if (least != null && greatest != null && least.length <= LONGEST && greatest.length <= LONGEST) {
            statistics.setMin_value(least).setMax_value(greatest);
        }
    }
}
