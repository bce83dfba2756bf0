package dev.cairn.ports;

/**
 * A policy together with the optimizer state that made it; training can resume from it.
 *
 * @param policy the durable adapter; its directory also holds the AdamW moments
 * @param optimizerSteps optimizer steps applied since the base model along this lineage
 */
public record Checkpoint(PolicyRef policy, int optimizerSteps) {}
