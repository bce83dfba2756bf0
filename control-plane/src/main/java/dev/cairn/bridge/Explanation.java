package dev.cairn.bridge;

import dev.cairn.ports.Verdict;

/**
 * One rule's verdict on a pair, with the reason.
 *
 * @param reference the reference as the rule parsed it; empty if it could not
 * @param answer the answer as the rule parsed it; empty if it could not
 * @param why the reason, in a few words
 */
public record Explanation(Verdict verdict, String reference, String answer, String why) {}
