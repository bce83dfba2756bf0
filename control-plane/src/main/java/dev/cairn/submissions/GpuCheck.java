package dev.cairn.submissions;

import dev.cairn.fleet.GpuNeeds;
import dev.cairn.spec.ExperimentSpec;
import org.jspecify.annotations.Nullable;

/** Estimates the GPU memory of an experiment's runs. */
@FunctionalInterface
public interface GpuCheck {
    /** Absent if the model does not show its size. */
    @Nullable
    GpuNeeds needs(ExperimentSpec spec);
}
