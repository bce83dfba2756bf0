package dev.cairn.bridge;

/** A one-dimensional array that crosses the bridge as a flat buffer, never as JSON. */
sealed interface FlatArray {
    /** Number of elements. */
    int length();

    /** 32-bit integers. */
    record Ints(int[] values) implements FlatArray {
        @Override
        public int length() {
            return values.length;
        }
    }

    /** 64-bit integers. */
    record Longs(long[] values) implements FlatArray {
        @Override
        public int length() {
            return values.length;
        }
    }

    /** 32-bit floats. */
    record Floats(float[] values) implements FlatArray {
        @Override
        public int length() {
            return values.length;
        }
    }

    /** 64-bit floats. */
    record Doubles(double[] values) implements FlatArray {
        @Override
        public int length() {
            return values.length;
        }
    }
}
