package dev.cairn.ledger;

import dev.cairn.settings.SoarSettings;

/**
 * A claimed run, as its journal needs to know it.
 *
 * @param experiment its experiment
 * @param owner who claimed it
 * @param fence with which fence
 * @param accelerators of the control plane that works on it
 * @param settings for what rows say beyond the units' results: questions a set, tau
 * @param texts which completions' texts are kept
 */
public record OwnedRun(
        long experiment,
        long run,
        String owner,
        long fence,
        int accelerators,
        SoarSettings settings,
        TextPolicy texts) {}
