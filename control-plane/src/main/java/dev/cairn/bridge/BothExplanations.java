package dev.cairn.bridge;

/** What both grading rules say of one pair. */
public record BothExplanations(Explanation strict, Explanation mathVerify) {}
