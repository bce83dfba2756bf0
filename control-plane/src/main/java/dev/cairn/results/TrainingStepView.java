package dev.cairn.results;

import org.jspecify.annotations.Nullable;

/** One optimizer step of a teacher or a student. */
public record TrainingStepView(
        String unit,
        int step,
        String role,
        double learningRate,
        @Nullable Double meanReward,
        @Nullable Double correctShare,
        double loss,
        @Nullable Double kl,
        double entropy,
        double gradientNorm,
        boolean clipped,
        boolean skipped,
        double mismatchMean,
        double mismatchMax,
        long tokens,
        double seconds) {}
