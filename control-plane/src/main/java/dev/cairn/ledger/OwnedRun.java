package dev.cairn.ledger;

import dev.cairn.settings.SoarSettings;

/**
 * A claimed run, with what its journal needs to know about it.
 *
 * @param experiment id of its experiment
 * @param owner the control plane that claimed it
 * @param fence the claim's fence
 * @param accelerators number of accelerators of that control plane
 * @param settings for rows that need more than the units' results: questions per set, tau
 * @param texts which completions' texts are stored
 */
public record OwnedRun(
        long experiment,
        long run,
        String owner,
        long fence,
        int accelerators,
        SoarSettings settings,
        TextPolicy texts) {}
