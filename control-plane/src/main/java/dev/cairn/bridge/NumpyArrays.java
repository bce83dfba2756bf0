package dev.cairn.bridge;

import jep.NDArray;
import org.jspecify.annotations.Nullable;

/** Flat arrays as NumPy arrays of an embedded interpreter, and back. */
final class NumpyArrays {
    private NumpyArrays() {}

    /** A copy that the interpreter owns. */
    static Object of(@Nullable FlatArray array) {
        return switch (array) {
            case FlatArray.Ints(int[] values) -> new NDArray<>(values);
            case FlatArray.Longs(long[] values) -> new NDArray<>(values);
            case FlatArray.Floats(float[] values) -> new NDArray<>(values);
            case FlatArray.Doubles(double[] values) -> new NDArray<>(values);
            case null -> throw new IllegalArgumentException("null array");
        };
    }

    /** What the worker returned, copied. */
    static FlatArray flat(@Nullable Object value) {
        Object data = value instanceof NDArray<?> array ? array.getData() : value;
        return switch (data) {
            case int[] values -> new FlatArray.Ints(values);
            case long[] values -> new FlatArray.Longs(values);
            case float[] values -> new FlatArray.Floats(values);
            case double[] values -> new FlatArray.Doubles(values);
            case null, default ->
                throw new IllegalStateException("the worker returned an array of an unknown type: " + data);
        };
    }
}
