package dev.cairn.problems.files;

import org.jspecify.annotations.Nullable;

/**
 * The names of a file's fields, for formats that Cairn does not know.
 *
 * @param question field with the question; {@code question} if absent
 * @param answer field with the answer; {@code answer} if absent
 * @param id field that identifies a record; if absent {@code id}, where there is one
 */
public record FieldMapping(
        @Nullable String question,
        @Nullable String answer,
        @Nullable String id) {
    /** No mapping: the formats' own names. */
    public static final FieldMapping NONE = new FieldMapping(null, null, null);

    boolean isGiven() {
        return !equals(NONE);
    }
}
