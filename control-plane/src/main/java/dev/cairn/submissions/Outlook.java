package dev.cairn.submissions;

import org.jspecify.annotations.Nullable;

/**
 * How far an experiment is, and the working time that it still needs if its runs are carried out one after the other.
 *
 * @param share of its completions that are done, from 0 to 1; the number of promotions to come is assumed to be 0
 * @param minSeconds at the fastest rates, without further promotions; null if a rate was never measured
 * @param maxSeconds at the slowest rates, with as many promotions as the gate allows
 * @param basis describes the rates used, or the missing one
 */
public record Outlook(
        double share, @Nullable Double minSeconds, @Nullable Double maxSeconds, String basis) {}
