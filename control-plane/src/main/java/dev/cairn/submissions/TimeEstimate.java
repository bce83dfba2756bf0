package dev.cairn.submissions;

import org.jspecify.annotations.Nullable;

/**
 * The estimated working time of an experiment's runs, one after the other, from the rates of earlier runs.
 *
 * @param minSeconds at the fastest rates, without promotions; null if a rate was never measured
 * @param maxSeconds at the slowest rates, with as many promotions as the gate allows
 * @param minAcceleratorHours with as many accelerators as the earlier runs had
 * @param runs number of runs that gave the rates; 0 if a rate is missing
 * @param basis describes the rates used, or the missing one
 */
public record TimeEstimate(
        @Nullable Double minSeconds,
        @Nullable Double maxSeconds,
        @Nullable Double minAcceleratorHours,
        @Nullable Double maxAcceleratorHours,
        int runs,
        String basis) {}
