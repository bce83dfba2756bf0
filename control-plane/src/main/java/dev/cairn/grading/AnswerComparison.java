package dev.cairn.grading;

/** How the answers of a problem set are compared with their references. */
public enum AnswerComparison {
    /** As mathematics, by the grading rule. */
    MATHS,
    /**
     * As text, character by character. {@code MATH_VERIFY}, which stays as published, compares as mathematics even
     * then.
     */
    TEXT
}
