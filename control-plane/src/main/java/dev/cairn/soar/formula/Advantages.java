package dev.cairn.soar.formula;

/** Leave-one-out advantages, never divided by a standard deviation (RLOO). */
public final class Advantages {
    /** Relative to the largest reward; a smaller difference is rounding. */
    private static final double TOLERANCE = 1e-12;

    private Advantages() {}

    /**
     * {@code A[i] = r[i] - mean of the others}; they sum to 0.
     *
     * <p>A difference that is only rounding becomes exactly 0, because an all-zero batch must be recognised: it takes
     * no optimizer step. A single reward has nothing to be compared with and gets 0.
     */
    public static double[] leaveOneOut(double[] rewards) {
        int size = rewards.length;
        double[] advantages = new double[size];
        if (size < 2) {
            return advantages;
        }
        double sum = 0;
        double largest = 0;
        for (double reward : rewards) {
            sum += reward;
            largest = Math.max(largest, Math.abs(reward));
        }
        for (int i = 0; i < size; i++) {
            double advantage = rewards[i] - (sum - rewards[i]) / (size - 1);
            advantages[i] = Math.abs(advantage) <= TOLERANCE * largest ? 0 : advantage;
        }
        return advantages;
    }
}
