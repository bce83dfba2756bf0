package dev.cairn.spec;

import dev.cairn.settings.TrainSettings;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Plain student RL on the hard train half, for comparison.
 *
 * @param enabled whether it is part of the experiment
 * @param warmupSteps linear warm-up steps of its schedule, at most
 * @param warmupShare of all its steps that the warm-up may take, rounded down; 1 leaves {@code warmupSteps} alone
 */
public record HardOnlySpec(
        boolean enabled,
        @Min(0) @Max(1000000) int warmupSteps,
        @DecimalMin("0") @DecimalMax("1") double warmupShare) {
    /** As the algorithm takes them, for a run of so many steps. */
    public TrainSettings settings(int steps) {
        return TrainSettings.of(steps, Math.min(warmupSteps, (int) (warmupShare * steps)));
    }

    static HardOnlySpec defaults() {
        return new HardOnlySpec(true, 20, 1);
    }
}
