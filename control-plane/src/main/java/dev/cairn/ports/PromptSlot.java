package dev.cairn.ports;

/**
 * One prompt of a batch with the seed of its request.
 *
 * @param prompt the whole prompt text
 * @param seed 62 bits, never shared between slots: sample j of a request draws from {@code seed + j}
 */
public record PromptSlot(String prompt, long seed) {}
