package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import org.apache.parquet.format.Statistics;

/** Booleans, one bit each. */
final class BitEncoder extends PlainEncoder {
    private boolean anyTrue;
    private boolean anyFalse;

    @Override
    void writePlain(BatchColumn values, PageBytes page) {
        int bits = 0;
        int used = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.isNull(i)) {
                continue;
            }
            int bit = (int) values.number(i);
            anyTrue |= bit != 0;
            anyFalse |= bit == 0;
            bits |= bit << used++;
            if (used == Byte.SIZE) {
                page.putByte(bits);
                bits = 0;
                used = 0;
            }
        }
        if (used > 0) {
            page.putByte(bits);
        }
    }

    @Override
    void describe(Statistics statistics) {
        if (anyTrue || anyFalse) {
            statistics.setMin_value(bit(!anyFalse)).setMax_value(bit(anyTrue));
        }
    }

    private static byte[] bit(boolean value) {
        return new byte[] {(byte) (value ? 1 : 0)};
    }
}
