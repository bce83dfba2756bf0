package dev.cairn.problems.files;

import org.jspecify.annotations.Nullable;

/**
 * The names of a file's fields where they are unknown to us.
 *
 * @param question field that holds the question; absent: {@code question}
 * @param answer field that holds the answer; absent: {@code answer}
 * @param id field that identifies a record; absent: {@code id}, if there is one
 */
public record FieldMapping(
        @Nullable String question,
        @Nullable String answer,
        @Nullable String id) {
    /** The formats' own names. */
    public static final FieldMapping NONE = new FieldMapping(null, null, null);

    boolean isGiven() {
        return !equals(NONE);
    }
}
