package dev.cairn.boot;

import dev.cairn.fleet.GpuNeeds;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.runs.RequirementsOfSpec;
import dev.cairn.submissions.GpuCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Producer for the check of GPU memory, which needs what runs would need. */
final class GpuBeans {
    @Produces
    @Singleton
    GpuCheck gpuCheck(ModelDirectories models) {
        return spec -> {
            try {
                return GpuNeeds.of(RequirementsOfSpec.of(
                                spec, models.locate(spec.model().path())))
                        .orElse(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while listing GPUs", e);
            }
        };
    }
}
