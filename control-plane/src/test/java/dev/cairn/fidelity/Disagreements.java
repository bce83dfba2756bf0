package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every stored value that differs from the recomputed one, and how many values were compared. */
final class Disagreements {
    /** Relative to the largest number that went into a sum; a smaller difference is rounding. */
    private static final double ROUNDING = 1e-12;

    private final List<String> found = new ArrayList<>();
    private final Map<String, Integer> compared = new TreeMap<>();

    /** One line per difference: table, key, column, stored and recomputed value. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** The number of values compared, by {@code table.column}. */
    Map<String, Integer> compared() {
        return compared;
    }

    void equal(String table, String key, String column, @Nullable Object stored, @Nullable Object recomputed) {
        compared.merge(table + "." + column, 1, Integer::sum);
        if (!Objects.equals(stored, recomputed)) {
            report(table, key, column + ": stored " + stored + ", recomputed " + recomputed);
        }
    }

    /**
     * Compares numbers up to rounding; a recomputed 0 is exact.
     *
     * @param magnitude the largest number that went into it
     */
    void near(String table, String key, String column, @Nullable Object stored, double recomputed, double magnitude) {
        compared.merge(table + "." + column, 1, Integer::sum);
        double tolerance = ROUNDING * magnitude;
        if (!(stored instanceof Double number) || !(Math.abs(number - recomputed) <= tolerance)) {
            report(table, key, column + ": stored " + stored + ", recomputed " + recomputed);
        }
    }

    void report(String table, String key, String what) {
        found.add(table + " " + key + " " + what);
    }
}
