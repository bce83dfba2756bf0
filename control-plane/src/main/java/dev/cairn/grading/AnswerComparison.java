package dev.cairn.grading;

/** How the answers of a problem set are compared with their references. */
public enum AnswerComparison {
    /** As mathematics, by the grading rule. */
    MATHS,
    /** As texts, letter by letter; under {@code MATH_VERIFY}, which stays as published, as mathematics all the same. */
    TEXT
}
