package dev.cairn.soar;

/** A reference answer and the boxed content of a completion. */
public record AnswerPair(String reference, String answer) {}
