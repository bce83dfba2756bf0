package dev.cairn.soar;

/**
 * A contradiction between settings, or a likely mistake.
 *
 * @param field dotted path in the spec, such as {@code soar.outer.rewardQuestions}
 * @param message what is wrong, which value, what is allowed
 */
public record Finding(String field, String message, Severity severity) {
    public enum Severity {
        ERROR,
        WARNING
    }

    static Finding error(String field, String message) {
        return new Finding(field, message, Severity.ERROR);
    }

    static Finding warning(String field, String message) {
        return new Finding(field, message, Severity.WARNING);
    }
}
