package dev.cairn.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A contradiction between settings, or a likely mistake.
 *
 * @param field dotted path in the spec, such as {@code soar.outer.rewardQuestions}
 * @param message what is wrong, the value, and what is allowed
 */
public record Finding(String field, String message, Severity severity) {
    public enum Severity {
        ERROR,
        WARNING
    }

    /** All errors joined into one line; an empty string if there are none. */
    public static String errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.field() + " " + finding.message())
                .collect(Collectors.joining("; "));
    }

    static Finding error(String field, String message) {
        return new Finding(field, message, Severity.ERROR);
    }

    static Finding warning(String field, String message) {
        return new Finding(field, message, Severity.WARNING);
    }
}
