package dev.cairn.export.parquet;

import java.util.Arrays;

/** Gives each distinct number its place, in the order in which they came. */
final class NumberDictionary {
    private static final int FIRST_SLOTS = 256;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int most;

    /** One more than the place of a number, or 0. */
    private int[] slots = new int[FIRST_SLOTS];

    private long[] values = new long[FIRST_SLOTS / 2];
    private int size;
    private int last;

    /** @param most distinct numbers */
    NumberDictionary(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    long value(int place) {
        return values[place];
    }

    /** The place of a number, which is added if it is new; -1 if there are too many. */
    int place(long value) {
        if (last < size && values[last] == value) {
            return last;
        }
        int slot = slot(value);
        while (slots[slot] != 0) {
            int place = slots[slot] - 1;
            if (values[place] == value) {
                last = place;
                return place;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return size == most ? -1 : add(value, slot);
    }

    private int add(long value, int free) {
        int slot = free;
        if (size == values.length) {
            grow();
            slot = slot(value);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
        }
        values[size] = value;
        last = size++;
        slots[slot] = size;
        return last;
    }

    private void grow() {
        values = Arrays.copyOf(values, size * 2);
        slots = new int[values.length * 2];
        for (int i = 0; i < size; i++) {
            int slot = slot(values[i]);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i + 1;
        }
    }

    private int slot(long value) {
        long mixed = value * MIX;
        return (int) (mixed ^ mixed >>> Integer.SIZE) & slots.length - 1;
    }
}
