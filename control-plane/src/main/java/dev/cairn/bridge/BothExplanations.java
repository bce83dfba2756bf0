package dev.cairn.bridge;

/** The explained verdicts of both grading rules on one pair. */
public record BothExplanations(Explanation strict, Explanation mathVerify) {}
