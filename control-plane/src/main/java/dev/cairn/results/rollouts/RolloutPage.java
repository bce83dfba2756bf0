package dev.cairn.results.rollouts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a run's rollouts. It may have fewer items than asked for, even none, where few rollouts pass the filter:
 * a page is searched for in a limited time.
 *
 * @param next the cursor of the next page; absent when all are searched
 * @param searched how many rollouts have been searched up to the end of this page, those of earlier pages included
 * @param total how many there are to search, in the units that the filter allows
 */
public record RolloutPage(List<RolloutView> items, @Nullable String next, long searched, long total) {}
