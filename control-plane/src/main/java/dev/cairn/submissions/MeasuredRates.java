package dev.cairn.submissions;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunKind;
import java.util.Map;

/** The rates of runs that succeeded in this installation. */
@FunctionalInterface
interface MeasuredRates {
    /**
     * Rates of runs with the same settings that determine how long a completion takes: model, pool, engine, worker,
     * GPUs, inner loop, LoRA rank, length of completions, grading.
     *
     * @return rates by kind; kinds without such runs are absent
     */
    Map<RunKind, MeasuredRate> comparableTo(ExperimentSpec spec);
}
