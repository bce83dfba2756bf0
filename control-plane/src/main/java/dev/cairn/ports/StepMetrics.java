package dev.cairn.ports;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of figures that a trainer reports beyond the fields of {@link StepReport}. */
public final class StepMetrics {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,62}");

    /** The series that every step has. */
    private static final Set<String> KNOWN = Set.of(
            "learning_rate",
            "mean_reward",
            "share_correct",
            "loss",
            "kl",
            "entropy",
            "gradient_norm",
            "mismatch_mean",
            "mismatch_max",
            "tokens",
            "duration_seconds");

    private StepMetrics() {}

    /**
     * The figures, none if they are absent.
     *
     * @throws IllegalArgumentException if a name is not allowed or is that of a known series, or a figure is not finite
     */
    public static Map<String, Double> checked(@Nullable Map<String, Double> metrics) {
        if (metrics == null) {
            return Map.of();
        }
        for (String name : metrics.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("metrics: '" + name
                        + "' is not a valid name (allowed: 1 to 63 of a-z, 0-9, '_', '.' and '-', a letter first)");
            }
            Double value = metrics.get(name);
            if (value == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "metrics: '" + name + "' is " + value + " (allowed: a finite number)");
            }
            if (KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        "metrics: '" + name + "' is the name of a figure that every step has");
            }
        }
        return Map.copyOf(metrics);
    }
}
