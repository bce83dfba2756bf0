package dev.cairn.runs;

import dev.cairn.results.UsageReader.Usage;
import dev.cairn.spec.BudgetSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what was used with what the budget allows. */
final class Budget {
    private static final double SECONDS_AN_HOUR = 3600;

    private Budget() {}

    /** Describes the limit that was reached; empty while no limit is. */
    static Optional<String> reached(BudgetSpec budget, Usage run, Usage experiment) {
        return reached("this run", budget.run(), run)
                .or(() -> reached("the experiment", budget.experiment(), experiment));
    }

    private static Optional<String> reached(String whose, BudgetSpec.Limits limits, Usage used) {
        return limit(whose, "rollouts", limits.rollouts(), used.rollouts())
                .or(() -> limit(whose, "tokens", limits.tokens(), used.tokens()))
                .or(() -> hours(whose, "hours", limits.wallHours(), used.seconds()))
                .or(() -> hours(whose, "accelerator-hours", limits.acceleratorHours(), used.acceleratorSeconds()));
    }

    private static Optional<String> limit(String whose, String what, @Nullable Long limit, long used) {
        return limit == null || used < limit
                ? Optional.empty()
                : Optional.of("budget: " + whose + " used " + used + " of " + limit + " " + what);
    }

    private static Optional<String> hours(String whose, String what, @Nullable Double limit, double seconds) {
        return limit == null || seconds < limit * SECONDS_AN_HOUR
                ? Optional.empty()
                : Optional.of(
                        "budget: %s used %.3g of %.3g %s".formatted(whose, seconds / SECONDS_AN_HOUR, limit, what));
    }
}
