package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/**
 * A reference answer and the boxed content of a completion.
 *
 * @param tolerance how far a number may be from the reference; absent if it must be exact
 */
public record AnswerPair(
        String reference, String answer, @Nullable Double tolerance) {
    public AnswerPair(String reference, String answer) {
        this(reference, answer, null);
    }
}
