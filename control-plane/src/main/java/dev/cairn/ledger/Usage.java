package dev.cairn.ledger;

/**
 * What was used up by finished units.
 *
 * @param rollouts sampled completions
 * @param tokens of their prompts and completions
 * @param seconds in which it was worked on, up to the last finished unit
 * @param acceleratorSeconds the same times accelerators
 */
public record Usage(long rollouts, long tokens, double seconds, double acceleratorSeconds) {}
