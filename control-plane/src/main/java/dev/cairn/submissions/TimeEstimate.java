package dev.cairn.submissions;

import org.jspecify.annotations.Nullable;

/**
 * How long an experiment's runs will be worked on, one after the other, from the rates of earlier runs.
 *
 * @param minSeconds at the fastest rates, no student promoted; null where a rate was never measured
 * @param maxSeconds at the slowest rates, with the most promotions the gate allows
 * @param minAcceleratorHours as many accelerators as the earlier runs had
 * @param runs whose rates were taken, 0 where a rate is missing
 * @param basis which rates it rests on, or which one is missing
 */
public record TimeEstimate(
        @Nullable Double minSeconds,
        @Nullable Double maxSeconds,
        @Nullable Double minAcceleratorHours,
        @Nullable Double maxAcceleratorHours,
        int runs,
        String basis) {}
