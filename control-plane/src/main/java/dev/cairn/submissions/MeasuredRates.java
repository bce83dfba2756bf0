package dev.cairn.submissions;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunKind;
import java.util.Map;

/** The rates of runs that have succeeded here. */
@FunctionalInterface
interface MeasuredRates {
    /**
     * Rates of runs with the settings that decide how long a completion takes: model, pool, engine, worker, GPUs, inner loop,
     * LoRA rank, length of completions, grading.
     *
     * @return kinds that have not run with them are absent
     */
    Map<RunKind, MeasuredRate> comparableTo(ExperimentSpec spec);
}
