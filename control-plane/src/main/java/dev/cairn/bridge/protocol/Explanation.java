package dev.cairn.bridge.protocol;

import dev.cairn.ports.Verdict;

/**
 * One rule's verdict on a pair, with its grounds.
 *
 * @param reference what the rule read in the reference; empty where it read nothing
 * @param answer what it read in the answer
 * @param why in a few words
 */
public record Explanation(Verdict verdict, String reference, String answer, String why) {}
