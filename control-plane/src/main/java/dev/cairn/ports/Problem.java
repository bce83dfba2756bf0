package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/**
 * A problem with its reference answer.
 *
 * @param id stable within its problem set
 * @param tolerance how far a number may be from the reference, in the answer's own unit; absent if it must be exact
 */
public record Problem(
        String id, String question, String answer, @Nullable Double tolerance) {
    public Problem {
        if (tolerance != null && !(tolerance > 0 && Double.isFinite(tolerance))) {
            throw new IllegalArgumentException("a tolerance must be a finite number above 0, not " + tolerance);
        }
    }

    /** A problem without a tolerance. */
    public Problem(String id, String question, String answer) {
        this(id, question, answer, null);
    }

    /** The question with each run of whitespace as one space; problems with equal keys repeat each other. */
    public String textKey() {
        return question.strip().replaceAll("\\s+", " ");
    }
}
