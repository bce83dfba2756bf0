package dev.cairn.export;

import dev.cairn.export.ColumnType.Shape;
import dev.cairn.export.Kind.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in a batch, in arrays that grow as needed and are used again for the next batch. A list has
 * its values in {@link #elements}, from {@link #start} to {@link #end}.
 */
public final class BatchColumn {
    private static final int FIRST_VALUES = 1024;

    private final ColumnType type;
    private final @Nullable BatchColumn elements;
    private final boolean wide;
    private boolean[] absent = new boolean[FIRST_VALUES];
    private long[] numbers = new long[0];
    private int[] ends = new int[0];
    private byte[] bytes = new byte[0];
    private int size;
    private int nulls;

    BatchColumn(ColumnType type) {
        this.type = type;
        this.elements = type.shape() == Shape.LIST ? new BatchColumn(type.element()) : null;
        this.wide = elements != null || type.kind().storage() == Storage.BYTES;
        resize(FIRST_VALUES);
    }

    public ColumnType type() {
        return type;
    }

    /** Values so far. */
    public int size() {
        return size;
    }

    /** Values so far that are NULL. */
    public int nulls() {
        return nulls;
    }

    public boolean isNull(int index) {
        return absent[index];
    }

    /** A value that is kept as a number; arbitrary if it is NULL. */
    public long number(int index) {
        return numbers[index];
    }

    /** Where a value begins, in {@link #bytes} or in {@link #elements}. */
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Where a value ends. */
    public int end(int index) {
        return ends[index];
    }

    /** The bytes of all values; shared, and valid until the batch is cleared. */
    public byte[] bytes() {
        return bytes;
    }

    /** The values of all lists. */
    public BatchColumn elements() {
        if (elements == null) {
            throw new IllegalStateException("not a list");
        }
        return elements;
    }

    /** Whether its values differ in size. */
    boolean isUneven() {
        return wide;
    }

    /** Bytes that the values of an uneven column take. */
    long weight() {
        if (elements == null) {
            return start(size);
        }
        return elements.wide ? elements.weight() : (long) elements.size * Long.BYTES;
    }

    void addNull() {
        reserve();
        absent[size] = true;
        nulls++;
        if (wide) {
            ends[size] = start(size);
        }
        size++;
    }

    void addNumber(long value) {
        reserve();
        absent[size] = false;
        numbers[size++] = value;
    }

    void addBytes(byte[] from, int offset, int length) {
        reserve();
        int start = start(size);
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(from, offset, bytes, start, length);
        absent[size] = false;
        ends[size++] = end;
    }

    void addBytes(byte[] value) {
        addBytes(value, 0, value.length);
    }

    /** Ends a list, whose elements were added since the last one. */
    void addList() {
        reserve();
        absent[size] = false;
        ends[size++] = elements().size();
    }

    void clear() {
        size = 0;
        nulls = 0;
        if (elements != null) {
            elements.clear();
        }
    }

    private void reserve() {
        if (size == absent.length) {
            resize(size * 2);
        }
    }

    private void resize(int values) {
        absent = Arrays.copyOf(absent, values);
        if (wide) {
            ends = Arrays.copyOf(ends, values);
        } else {
            numbers = Arrays.copyOf(numbers, values);
        }
    }
}
