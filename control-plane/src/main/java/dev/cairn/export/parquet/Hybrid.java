package dev.cairn.export.parquet;

/**
 * Small whole numbers as runs of equal ones and as packed bits, whichever suits. Source: the Parquet format's
 * specification, "RLE/Bit-Packing Hybrid".
 */
final class Hybrid {
    private static final int GROUP = 8;

    /** Packed groups in a row, so that their header is one byte. */
    private static final int MOST_GROUPS = 63;

    private Hybrid() {}

    /** Bits that hold all numbers from 0 to the greatest. */
    static int width(int greatest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(greatest);
    }

    /** Writes one number many times. */
    static void repeat(int value, int count, int width, PageBytes out) {
        out.putVarint(count << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            out.putByte(value >>> bits);
        }
    }

    /** @param width bits of each number, at most 32 */
    static void write(int[] values, int count, int width, PageBytes out) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int end = endOfRun(values, at, count);
            if (end - at >= GROUP) {
                pack(values, packedFrom, at, width, out);
                repeat(values[at], end - at, width, out);
                at = end;
                packedFrom = end;
            } else {
                // Packed numbers come in whole groups, so a run begins only at the end of one.
                at += GROUP;
            }
        }
        pack(values, packedFrom, count, width, out);
    }

    private static int endOfRun(int[] values, int from, int count) {
        int end = from + 1;
        while (end < count && values[end] == values[from]) {
            end++;
        }
        return end;
    }

    /** Fills the last group with zeros, which a reader does not count. */
    private static void pack(int[] values, int from, int to, int width, PageBytes out) {
        for (int at = from; at < to; at += MOST_GROUPS * GROUP) {
            int end = Math.min(to, at + MOST_GROUPS * GROUP);
            out.putByte(Math.ceilDiv(end - at, GROUP) << 1 | 1);
            for (int group = at; group < end; group += GROUP) {
                packGroup(values, group, Math.min(end, group + GROUP), width, out);
            }
        }
    }

    private static void packGroup(int[] values, int from, int to, int width, PageBytes out) {
        long bits = 0;
        int used = 0;
        for (int i = from; i < from + GROUP; i++) {
            bits |= (i < to ? (long) values[i] : 0L) << used;
            used += width;
            while (used >= Byte.SIZE) {
                out.putByte((int) bits);
                bits >>>= Byte.SIZE;
                used -= Byte.SIZE;
            }
        }
    }
}
