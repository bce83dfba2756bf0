package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import dev.cairn.export.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.Statistics;

/** Numbers of four or eight bytes. */
final class NumberEncoder extends DictionaryEncoder {
    private static final int MOST_DISTINCT = 1 << 16;
    private static final int LAST_BIT = Long.SIZE - 1;

    private final Kind kind;
    private final boolean isInt;
    private final NumberDictionary dictionary = new NumberDictionary(MOST_DISTINCT);

    /** Of values that are not in the dictionary, as {@link #inOrder} has them. */
    private long least = Long.MAX_VALUE;

    private long greatest = Long.MIN_VALUE;

    NumberEncoder(Kind kind) {
        this.kind = kind;
        this.isInt = kind == Kind.INT32 || kind == Kind.DATE || kind == Kind.FLOAT32;
    }

    @Override
    boolean find(BatchColumn values, int[] found) {
        int count = 0;
        for (int i = 0; i < values.size(); i++) {
            if (!values.isNull(i)) {
                int place = dictionary.place(values.number(i));
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
        return dictionary.size() * width();
    }

    @Override
    void writeEntries(PageBytes page) {
        for (int i = 0; i < dictionary.size(); i++) {
            put(dictionary.value(i), page);
        }
    }

    @Override
    long plainBytes(BatchColumn values) {
        return (long) (values.size() - values.nulls()) * width();
    }

    @Override
    void writePlain(BatchColumn values, PageBytes page) {
        for (int i = 0; i < values.size(); i++) {
            if (!values.isNull(i)) {
                long value = values.number(i);
                put(value, page);
                note(value);
            }
        }
    }

    private int width() {
        return isInt ? Integer.BYTES : Long.BYTES;
    }

    private void put(long value, PageBytes page) {
        if (isInt) {
            page.putInt((int) value);
        } else {
            page.putLong(value);
        }
    }

    private void note(long value) {
        long ordered = inOrder(value);
        least = Math.min(least, ordered);
        greatest = Math.max(greatest, ordered);
    }

    /** A number that sorts as the value does; applied twice, it gives the value. */
    private long inOrder(long value) {
        return switch (kind) {
            case FLOAT64 -> value ^ ((value >> LAST_BIT) & Long.MAX_VALUE);
            case FLOAT32 -> (int) value ^ (((int) value >> LAST_BIT) & Integer.MAX_VALUE);
            default -> value;
        };
    }

    @Override
    void describe(Statistics statistics) {
        for (int i = 0; i < dictionary.size(); i++) {
            note(dictionary.value(i));
        }
        if (least <= greatest && isOrdered(inOrder(least)) && isOrdered(inOrder(greatest))) {
            statistics.setMin_value(bytes(inOrder(least))).setMax_value(bytes(inOrder(greatest)));
        }
    }

    /** Zeros are left out because -0.0 equals 0.0, NaN because it has no place in the order. */
    private boolean isOrdered(long value) {
        return switch (kind) {
            case FLOAT64 -> isOrdered(Double.longBitsToDouble(value));
            case FLOAT32 -> isOrdered(Float.intBitsToFloat((int) value));
            default -> true;
        };
    }

    private static boolean isOrdered(double value) {
        return !Double.isNaN(value) && value != 0;
    }

    private byte[] bytes(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(width()).order(ByteOrder.LITTLE_ENDIAN);
        return (isInt ? bytes.putInt((int) value) : bytes.putLong(value)).array();
    }
}
