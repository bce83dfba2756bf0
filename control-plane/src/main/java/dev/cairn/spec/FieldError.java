package dev.cairn.spec;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a spec.
 *
 * @param field dotted path of the setting, empty for the request as a whole
 * @param message what is wrong, with the value
 * @param allowed what would be right, where that can be said shortly
 */
public record FieldError(
        String field, String message, @Nullable String allowed) {}
