package dev.cairn.spec;

import java.util.List;

/**
 * A run that an experiment will have.
 *
 * @param name unique in its experiment
 * @param seed derived from the experiment's seed and the name
 * @param trainingSlots trained side by side at most
 * @param dependsOn names of earlier runs of the list that must succeed first
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
