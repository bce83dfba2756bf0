package dev.cairn.export.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Gives each distinct text its place, in the order in which they came. */
final class BytesDictionary {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int FIRST_SLOTS = 256;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int mostBytes;

    /** One more than the place of a text, or 0. */
    private int[] slots = new int[FIRST_SLOTS];

    private int[] hashes = new int[FIRST_SLOTS / 2];
    private int[] ends = new int[FIRST_SLOTS / 2];
    private byte[] bytes = new byte[1024];
    private int size;
    private int last;

    /** @param mostBytes of the dictionary as a page */
    BytesDictionary(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    int end(int place) {
        return ends[place];
    }

    /** Bytes of the dictionary as a page. */
    int pageBytes() {
        return start(size) + size * Integer.BYTES;
    }

    /** The place of a text, which is added if it is new; -1 if there are too many. */
    int place(byte[] from, int start, int end) {
        if (last < size && isAt(last, from, start, end)) {
            return last;
        }
        int hash = hash(from, start, end);
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            int place = slots[slot] - 1;
            if (hashes[place] == hash && isAt(place, from, start, end)) {
                last = place;
                return place;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return end - start > mostBytes - pageBytes() - Integer.BYTES ? -1 : add(from, start, end, hash);
    }

    private boolean isAt(int place, byte[] from, int start, int end) {
        return Arrays.equals(bytes, start(place), ends[place], from, start, end);
    }

    private int add(byte[] from, int start, int end, int hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            slots = new int[size * 4];
            for (int i = 0; i < size; i++) {
                enter(i);
            }
        }
        int at = start(size);
        if (end - start > bytes.length - at) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + end - start));
        }
        System.arraycopy(from, start, bytes, at, end - start);
        hashes[size] = hash;
        ends[size] = at + end - start;
        enter(size);
        last = size++;
        return last;
    }

    private void enter(int place) {
        int slot = hashes[place] & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = place + 1;
    }

    private static int hash(byte[] from, int start, int end) {
        long hash = (long) end - start;
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(from, at)) * MIX;
            hash ^= hash >>> Integer.SIZE;
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (from[at] & 0xff);
        }
        hash = (hash ^ rest) * MIX;
        return (int) (hash ^ hash >>> Integer.SIZE);
    }
}
