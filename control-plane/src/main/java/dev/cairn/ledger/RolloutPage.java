package dev.cairn.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a run's rollouts.
 *
 * @param next the cursor of the next page; absent on the last page
 */
public record RolloutPage(List<RolloutView> items, @Nullable String next) {}
