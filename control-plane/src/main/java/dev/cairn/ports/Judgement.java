package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/**
 * What the grading rules say of one pair.
 *
 * @param verdict of the rule that decides
 * @param other of the other rule; absent where it was not asked
 */
public record Judgement(Verdict verdict, @Nullable Verdict other) {}
