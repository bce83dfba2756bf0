package dev.cairn.experiments;

import dev.cairn.spec.QueueSpec;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * A change of a run's position in the queue; absent values stay unchanged.
 *
 * @param priority higher ones first
 */
public record RunEdit(
        @Nullable @Min(QueueSpec.LOWEST) @Max(QueueSpec.HIGHEST)
        Integer priority,

        @Nullable String pool) {}
