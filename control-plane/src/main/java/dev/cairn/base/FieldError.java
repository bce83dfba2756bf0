package dev.cairn.base;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in what a person sent.
 *
 * @param field its name or dotted path; empty for the request as a whole
 * @param message what is wrong, with the value
 * @param allowed what is allowed, if that can be said briefly
 */
public record FieldError(
        String field, String message, @Nullable String allowed) {

    /** One sentence for each, separated by semicolons. */
    static String text(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + ": " + error.message()
                        + (error.allowed() == null ? "" : " (allowed: " + error.allowed() + ")"))
                .collect(Collectors.joining("; "));
    }
}
