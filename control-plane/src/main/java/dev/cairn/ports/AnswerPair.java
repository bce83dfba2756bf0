package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/**
 * A reference answer and the boxed content of a completion.
 *
 * @param tolerance how far from the reference a number may be; absent: not at all
 */
public record AnswerPair(
        String reference, String answer, @Nullable Double tolerance) {
    public AnswerPair(String reference, String answer) {
        this(reference, answer, null);
    }
}
