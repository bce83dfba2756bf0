package dev.cairn.spec;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * What may be used up; a run that comes to a limit stops at the next unit's edge as succeeded, with its results so far.
 *
 * @param run limits of each run
 * @param experiment limits of all runs together
 * @param dependents what becomes of runs that depend on one that stopped so
 */
public record BudgetSpec(
        @NotNull @Valid Limits run,
        @NotNull @Valid Limits experiment,
        @NotNull Dependents dependents) {
    /** Whether results of a run cut short are good enough for what builds on them. */
    public enum Dependents {
        START,
        CANCEL
    }

    /**
     * Limits; those absent do not exist.
     *
     * @param rollouts sampled completions
     * @param tokens of prompts and completions
     * @param wallHours in which it was worked on
     * @param acceleratorHours the same times the accelerators of the control plane that worked on it
     */
    public record Limits(
            @Nullable @Positive Long rollouts,
            @Nullable @Positive Long tokens,
            @Nullable @Positive @DecimalMax("1000000") Double wallHours,
            @Nullable @Positive @DecimalMax("1000000000") Double acceleratorHours) {
        static Limits none() {
            return new Limits(null, null, null, null);
        }
    }

    static BudgetSpec defaults() {
        return new BudgetSpec(Limits.none(), Limits.none(), Dependents.START);
    }
}
