package dev.cairn.spec;

import org.jspecify.annotations.Nullable;

/**
 * One error in a spec.
 *
 * @param field dotted path of the setting, empty for the request as a whole
 * @param message what is wrong, with the value
 * @param allowed what is allowed, if that can be said briefly
 */
public record FieldError(
        String field, String message, @Nullable String allowed) {}
