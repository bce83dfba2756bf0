package dev.cairn.bench;

import java.util.ArrayList;
import java.util.List;

/** One quantity, measured several times. */
public final class Figure {
    private final String name;
    private final String unit;
    private final List<Double> values = new ArrayList<>();

    /** @param name such as {@code rollouts}; {@code unit} such as {@code a second} */
    public Figure(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    public void add(double value) {
        values.add(value);
    }

    /** The median; for an even number of values the mean of the middle two. */
    public double median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("there is no measurement of " + name);
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Prints one line with the median, followed by every value. */
    public void print() {
        System.out.printf(
                "  %-34s %s %s   [%s]%n",
                name,
                plain(median()),
                unit,
                String.join(", ", values.stream().map(Figure::plain).toList()));
    }

    /** Three significant digits, or all digits before the decimal point. */
    static String plain(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format("%,." + decimals + "f", value);
    }
}
