package dev.cairn.spec;

import dev.cairn.settings.Setting;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * Limits on usage. A run that reaches a limit stops after the current unit, as succeeded, with its results so far.
 *
 * @param run limits of each run
 * @param experiment limits of all runs together
 * @param dependents what happens to runs that depend on one that was stopped by its budget
 */
public record BudgetSpec(
        @NotNull @Valid Limits run,
        @NotNull @Valid Limits experiment,
        @NotNull Dependents dependents) {
    /** Whether other runs may build on the results of a run that stopped early. */
    public enum Dependents {
        /** They start and use what there is. */
        START,
        /** They are cancelled. */
        CANCEL
    }

    /**
     * Limits; an absent one means no limit.
     *
     * @param rollouts number of sampled completions
     * @param tokens number of tokens of prompts and completions
     * @param wallHours working time, in hours
     * @param acceleratorHours working time multiplied by the number of GPUs of the control plane's machine that are used,
     *     in hours
     */
    public record Limits(
            @Nullable @Positive @Setting(unit = "completions")
            Long rollouts,

            @Nullable @Positive @Setting(unit = "tokens") Long tokens,

            @Nullable @Positive @DecimalMax("1000000") @Setting(unit = "hours")
            Double wallHours,

            @Nullable @Positive @DecimalMax("1000000000") @Setting(unit = "hours")
            Double acceleratorHours) {
        static Limits none() {
            return new Limits(null, null, null, null);
        }
    }

    static BudgetSpec defaults() {
        return new BudgetSpec(Limits.none(), Limits.none(), Dependents.START);
    }
}
