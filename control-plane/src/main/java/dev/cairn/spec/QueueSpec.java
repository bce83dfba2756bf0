package dev.cairn.spec;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Where and when an experiment's runs are executed.
 *
 * @param pool the pool of engines and trainers
 * @param priority higher ones first; at equal priority owners share the capacity
 */
public record QueueSpec(
        @NotNull @Pattern(regexp = POOL, message = "must be lower-case letters, digits and hyphens, a letter first")
        String pool,

        @Min(LOWEST) @Max(HIGHEST) int priority) {
    /** The pattern of a pool's name. */
    public static final String POOL = "[a-z][a-z0-9-]{0,62}";

    public static final int LOWEST = -1000;
    public static final int HIGHEST = 1000;
    public static final String DEFAULT_POOL = "default";

    static QueueSpec defaults() {
        return new QueueSpec(DEFAULT_POOL, 0);
    }
}
