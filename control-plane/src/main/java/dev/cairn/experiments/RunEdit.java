package dev.cairn.experiments;

import dev.cairn.spec.QueueSpec;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Another place in the queue for a run; what is absent stays.
 *
 * @param priority higher ones first
 */
public record RunEdit(
        @Nullable @Min(QueueSpec.LOWEST) @Max(QueueSpec.HIGHEST)
        Integer priority,

        @Nullable String pool) {}
