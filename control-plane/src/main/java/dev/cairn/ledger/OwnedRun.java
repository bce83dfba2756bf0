package dev.cairn.ledger;

import dev.cairn.settings.SoarSettings;
import java.util.function.IntSupplier;

/**
 * A claimed run, with what its journal needs to know about it.
 *
 * @param experiment id of its experiment
 * @param owner the control plane that claimed it
 * @param fence the claim's fence
 * @param accelerators number of accelerators of that control plane's machine that the run uses now
 * @param settings for rows that need more than the units' results: questions per set, tau
 * @param texts which completions' texts are stored
 */
public record OwnedRun(
        long experiment,
        long run,
        String owner,
        long fence,
        IntSupplier accelerators,
        SoarSettings settings,
        TextPolicy texts) {}
