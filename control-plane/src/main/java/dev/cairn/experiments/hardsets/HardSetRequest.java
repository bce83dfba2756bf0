package dev.cairn.experiments.hardsets;

import org.jspecify.annotations.Nullable;

/**
 * Asks to name the hard set of an experiment.
 *
 * @param name not used yet; a letter or digit, then at most 99 letters, digits, dots, underscores and hyphens
 * @param experiment an experiment whose screening has finished; its newest one is meant
 * @param description at most 1000 characters
 */
public record HardSetRequest(
        @Nullable String name,
        @Nullable Long experiment,
        @Nullable String description) {}
