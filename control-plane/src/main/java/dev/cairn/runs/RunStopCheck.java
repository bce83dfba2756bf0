package dev.cairn.runs;

import dev.cairn.ledger.StopCheck;
import dev.cairn.ports.RunStoppedException;
import dev.cairn.results.UsageReader;
import dev.cairn.spec.BudgetSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stops a run between units, on request or when its budget is used up. */
final class RunStopCheck implements StopCheck {
    private final StopSignal signal;
    private final BudgetSpec budget;
    private final UsageReader usages;
    private final long experiment;
    private final long run;
    private volatile @Nullable String outOfBudget;

    RunStopCheck(StopSignal signal, BudgetSpec budget, UsageReader usages, long experiment, long run) {
        this.signal = signal;
        this.budget = budget;
        this.usages = usages;
        this.experiment = experiment;
        this.run = run;
    }

    @Override
    public void throwIfStopped() {
        Optional<String> asked = signal.reason();
        if (asked.isPresent()) {
            throw new RunStoppedException(asked.get());
        }
        Optional<String> spent = hasLimits()
                ? Budget.reached(budget, usages.ofRun(run), usages.ofExperiment(experiment))
                : Optional.empty();
        if (spent.isPresent()) {
            outOfBudget = spent.get();
            throw new RunStoppedException(spent.get());
        }
    }

    /** The limit of the budget that stopped the run, if one did. */
    Optional<String> outOfBudget() {
        return Optional.ofNullable(outOfBudget);
    }

    private boolean hasLimits() {
        return hasLimits(budget.run()) || hasLimits(budget.experiment());
    }

    private static boolean hasLimits(BudgetSpec.Limits limits) {
        return limits.rollouts() != null
                || limits.tokens() != null
                || limits.wallHours() != null
                || limits.acceleratorHours() != null;
    }
}
