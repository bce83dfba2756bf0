package dev.cairn.soar;

/**
 * The learning rate over a run: linear warm-up, then cosine to zero.
 *
 * @param peak lr
 * @param warmup W; if it is {@code steps} or more, the peak is not reached
 * @param steps S, skipped steps included
 */
record Schedule(double peak, int warmup, int steps) {
    Schedule {
        if (peak < 0 || warmup < 0 || steps < 1) {
            throw new IllegalArgumentException(
                    "schedule needs peak >= 0, warmup >= 0, steps >= 1: " + peak + ", " + warmup + ", " + steps);
        }
    }

    /** The learning rate of step {@code step}, counted from 0. */
    double at(int step) {
        if (step < 0 || step >= steps) {
            throw new IllegalArgumentException("step " + step + " is outside a schedule of " + steps + " steps");
        }
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        double done = (step - warmup) / (double) (steps - warmup);
        return peak * 0.5 * (1 + Math.cos(Math.PI * done));
    }
}
