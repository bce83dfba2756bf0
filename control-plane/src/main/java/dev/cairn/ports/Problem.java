package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/**
 * A problem with its reference answer.
 *
 * @param id stable within its problem set
 * @param tolerance how far from the reference a number may be, in the answer's own unit; absent: not at all
 */
public record Problem(
        String id, String question, String answer, @Nullable Double tolerance) {
    public Problem {
        if (tolerance != null && !(tolerance > 0 && Double.isFinite(tolerance))) {
            throw new IllegalArgumentException("a tolerance must be a finite number above 0, not " + tolerance);
        }
    }

    /** Without a tolerance. */
    public Problem(String id, String question, String answer) {
        this(id, question, answer, null);
    }

    /** The question with every run of blanks as one: two problems with the same are repeats of each other. */
    public String textKey() {
        return question.strip().replaceAll("\\s+", " ");
    }
}
