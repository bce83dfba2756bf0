package dev.cairn.spec;

/** Sums and products of counts, which saturate at the largest long. */
public final class Saturating {
    private Saturating() {}

    /** The product of non-negative numbers. */
    public static long times(long... factors) {
        long product = 1;
        for (long factor : factors) {
            if (factor == 0) {
                return 0;
            }
            product =
                    Math.multiplyHigh(product, factor) != 0 || product * factor < 0 ? Long.MAX_VALUE : product * factor;
        }
        return product;
    }

    /** The sum of non-negative numbers. */
    public static long plus(long... terms) {
        long sum = 0;
        for (long term : terms) {
            sum = sum + term < 0 ? Long.MAX_VALUE : sum + term;
        }
        return sum;
    }
}
