package dev.cairn.soar.decision;

import dev.cairn.settings.SoarSettings;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a student is promoted.
 *
 * @param tau τ
 * @param window m, number of outer steps in the moving average
 * @param confidence one-sided, with which R̄ must be above tau; 0 takes R̄ itself
 */
public record Gate(double tau, int window, double confidence) {
    /** Rewards are multiples of 1/(M r g); a smaller difference is rounding. */
    static final double TOLERANCE = 1e-9;

    public static Gate of(SoarSettings settings) {
        return new Gate(
                settings.outer().tau(),
                settings.outer().window(),
                settings.beyond().promotionConfidence());
    }

    /** What is known of a promotion before all students are trained. */
    enum Outlook {
        OPEN,
        CLOSED,
        IN_DOUBT
    }

    /** The lower end of the interval of R̄; absent without a confidence, or while the window is not full. */
    @Nullable
    Double lowerBound(Window steps, long seed) {
        return confidence == 0 || steps.average(window) == null
                ? null
                : (Double) Bootstrap.percentile(interval(steps, seed), 1 - confidence);
    }

    /** Whether the gate is open: R̄ > τ, or its lower bound if there is a confidence. */
    boolean isOpen(@Nullable Double average, @Nullable Double lowerBound) {
        Double decides = confidence == 0 ? average : lowerBound;
        return decides != null && exceeds(decides);
    }

    /**
     * Whether this step's promotion is decided: open if the lower end of the interval of R̄ is above tau, closed if the
     * upper end is not, or if the window is not full.
     *
     * @param level one-sided confidence level; for the lower end that of the gate if it is higher
     */
    Outlook outlook(Window steps, double level, long seed) {
        if (steps.average(window) == null) {
            return Outlook.CLOSED;
        }
        double[] resampled = interval(steps, seed);
        if (exceeds(Bootstrap.percentile(resampled, 1 - Math.max(level, confidence)))) {
            return Outlook.OPEN;
        }
        return exceeds(Bootstrap.percentile(resampled, level)) ? Outlook.IN_DOUBT : Outlook.CLOSED;
    }

    private static double[] interval(Window steps, long seed) {
        return Bootstrap.ofSteps(steps.gains(), new SplittableRandom(seed));
    }

    private boolean exceeds(double value) {
        return value > tau + TOLERANCE;
    }
}
