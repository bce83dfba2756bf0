package dev.cairn.bridge;

import dev.cairn.bridge.protocol.Explanation;

/** What both grading rules say of one pair. */
public record BothExplanations(Explanation strict, Explanation mathVerify) {}
