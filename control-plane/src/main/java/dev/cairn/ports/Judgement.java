package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/**
 * The verdicts of the grading rules on one pair.
 *
 * @param verdict verdict of the rule that decides
 * @param other verdict of the other rule; absent if it was not asked
 */
public record Judgement(Verdict verdict, @Nullable Verdict other) {}
