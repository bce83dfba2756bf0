package dev.cairn.bridge;

import dev.cairn.bridge.protocol.Explanation;

/** The explained verdicts of both grading rules on one pair. */
public record BothExplanations(Explanation strict, Explanation mathVerify) {}
