package dev.cairn.experiments;

/**
 * Plain student RL on the hard train half, for comparison.
 *
 * @param enabled whether it is part of the experiment
 */
public record HardOnlySpec(boolean enabled) {
    static HardOnlySpec defaults() {
        return new HardOnlySpec(true);
    }
}
