package dev.cairn.spec;

/** Sums and products of counts that stay at the largest long where the exact one does not fit. */
public final class Saturating {
    private Saturating() {}

    /** The product of numbers that are not negative. */
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

    /** The sum of numbers that are not negative. */
    public static long plus(long... terms) {
        long sum = 0;
        for (long term : terms) {
            sum = sum + term < 0 ? Long.MAX_VALUE : sum + term;
        }
        return sum;
    }
}
