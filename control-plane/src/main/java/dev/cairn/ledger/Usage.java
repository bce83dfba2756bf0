package dev.cairn.ledger;

/**
 * What the finished units used.
 *
 * @param rollouts number of sampled completions
 * @param tokens number of tokens of their prompts and completions
 * @param seconds working time up to the last finished unit
 * @param acceleratorSeconds working time multiplied by the number of accelerators
 */
public record Usage(long rollouts, long tokens, double seconds, double acceleratorSeconds) {}
