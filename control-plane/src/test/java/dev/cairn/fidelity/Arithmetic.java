package dev.cairn.fidelity;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The method's formulas, written out; in whole numbers where outcomes are counts, so that nothing is rounded. */
final class Arithmetic {
    private static final double ROUNDING = 1e-12;

    private Arithmetic() {}

    /** Section 3: 120 verified, 20 the reference occurs in the answer, 10 boxed, 0 no box. */
    static int studentReward(@Nullable String answer, String verdict, String reference) {
        if (answer == null) {
            return 0;
        }
        if (verdict.equals("VERIFIED")) {
            return 120;
        }
        boolean occurs = !reference.isBlank() && answer.strip().contains(reference.strip());
        return occurs ? 20 : 10;
    }

    /** Section 3: own minus the mean of the others, with one division at the end. */
    static double leaveOneOut(long own, long sumOfAll, int size) {
        return size < 2 ? 0 : (own * size - sumOfAll) / (double) (size - 1);
    }

    /** The same for numbers that are not whole; a difference that is only rounding is 0. */
    static double leaveOneOut(double[] values, int own) {
        double others = 0;
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            others += i == own ? 0 : values[i];
            largest = Math.max(largest, Math.abs(values[i]));
        }
        double advantage = values.length < 2 ? 0 : values[own] - others / (values.length - 1);
        return Math.abs(advantage) <= ROUNDING * largest ? 0 : advantage;
    }

    /** Beyond the paper: minus the mean, over the standard deviation of a sample; zeros if all are equal. */
    static double[] standardised(long[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .mapToDouble(value -> Math.pow(value - mean, 2))
                .sum();
        double deviation = Math.sqrt(squares / (values.length - 1));
        boolean equal = Arrays.stream(values).distinct().count() == 1;
        return Arrays.stream(values)
                .mapToDouble(value -> equal ? 0 : (value - mean) / deviation)
                .toArray();
    }

    /** Section 4: linear warm-up over W steps, then cosine to zero over the other S - W. */
    static double learningRate(double peak, int warmup, int steps, int step) {
        return step < warmup
                ? peak * (step + 1.0) / warmup
                : peak / 2 * (1 + Math.cos(Math.PI * (step - warmup) / (steps - warmup)));
    }

    /** Index of the largest, the lowest of equals. */
    static int firstLargest(long[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** Index of the median, of an even number the lower middle one; the lowest of equals. */
    static int firstLowerMedian(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        long median = sorted[(sorted.length - 1) / 2];
        int first = 0;
        while (values[first] != median) {
            first++;
        }
        return first;
    }

    /** Section 2: whether {@code sum / parts} is above tau, exactly. */
    static boolean above(BigDecimal tau, long sum, long parts) {
        return BigDecimal.valueOf(sum).compareTo(tau.multiply(BigDecimal.valueOf(parts))) > 0;
    }
}
