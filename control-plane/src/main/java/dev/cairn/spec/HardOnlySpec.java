package dev.cairn.spec;

import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.Setting;
import dev.cairn.settings.TrainSettings;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Plain student RL on the hard train half, for comparison.
 *
 * @param enabled whether it is part of the experiment
 * @param steps optimizer steps; absent for as many as the promoted student has taken
 * @param groupSize completions per question; absent for {@code soar.inner.groupSize} (the paper also has 128)
 * @param warmupSteps limit on the linear warm-up steps of its schedule
 * @param warmupShare limit on the warm-up as a share of all steps, rounded down; with 1 only {@code warmupSteps} counts
 */
public record HardOnlySpec(
        boolean enabled,

        @Nullable @Min(1) @Max(1000000) @Setting(unit = "optimizer steps")
        Integer steps,

        @Nullable @Min(2) @Max(4096) @Setting(unit = "completions")
        Integer groupSize,

        @Min(0) @Max(1000000) @Setting(unit = "optimizer steps")
        int warmupSteps,

        @DecimalMin("0") @DecimalMax("1") double warmupShare) {
    /** The algorithm's settings for a run of this many steps. */
    public TrainSettings settings(int steps) {
        return TrainSettings.of(steps, Math.min(warmupSteps, (int) (warmupShare * steps)));
    }

    /** The inner loop's settings for its student. */
    public InnerSettings inner(InnerSettings inner) {
        return groupSize == null ? inner : inner.withGroupSize(groupSize);
    }

    static HardOnlySpec defaults() {
        return new HardOnlySpec(true, null, null, 20, 1);
    }
}
