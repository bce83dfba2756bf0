package dev.cairn.reports;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values as readers of a report see them. */
final class Shown {
    private static final int MOST_DIGITS = 4;

    /** What Markdown gives a meaning, and what ends a cell. */
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&-]");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Shown() {}

    /** With as many digits as it takes not to look like zero. */
    static String percent(double share) {
        return number(100 * share, "") + " %";
    }

    /** A difference of shares in percentage points, with its sign. */
    static String points(double share) {
        return number(100 * share, "+");
    }

    static String duration(Duration duration) {
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** A text on one line, without anything that Markdown would take for markup. */
    static String escaped(String text) {
        return MARKUP.matcher(SPACE.matcher(text).replaceAll(" ")).replaceAll("\\\\$0");
    }

    private static String number(double value, String plus) {
        int digits = 1;
        while (digits < MOST_DIGITS && value != 0 && isZero(value, digits)) {
            digits++;
        }
        String size = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(value));
        if (isZero(value, digits)) {
            return size;
        }
        return (value < 0 ? "−" : plus) + size;
    }

    private static boolean isZero(double value, int digits) {
        return Math.abs(value) < 0.5 * Math.pow(10, -digits);
    }
}
