package dev.cairn.spec;

import java.util.List;

/**
 * A planned run of an experiment.
 *
 * @param name unique in its experiment
 * @param seed derived from the experiment's seed and the name
 * @param trainingSlots largest number of students trained in parallel
 * @param dependsOn names of earlier runs in the list that must succeed first
 */
public record PlannedRun(
        String name, RunKind kind, long seed, RunSpec plan, int trainingSlots, List<String> dependsOn) {
    public PlannedRun {
        dependsOn = List.copyOf(dependsOn);
        if (plan.kind() != kind) {
            throw new IllegalArgumentException(
                    "run " + name + " is of kind " + kind + " with a plan for " + plan.kind());
        }
    }
}
