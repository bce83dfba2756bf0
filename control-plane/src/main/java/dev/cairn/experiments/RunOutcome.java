package dev.cairn.experiments;

import dev.cairn.spec.BudgetSpec;
import org.jspecify.annotations.Nullable;

/** The outcome of a run; {@code reason} is for people. */
public sealed interface RunOutcome {
    /** The final state. */
    RunState state();

    @Nullable
    String reason();

    /** All work is done. */
    record Succeeded() implements RunOutcome {
        @Override
        public RunState state() {
            return RunState.SUCCEEDED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** The run exhausted its budget and stopped cleanly, with its results so far. */
    record OutOfBudget(String reason, BudgetSpec.Dependents dependents) implements RunOutcome {
        @Override
        public RunState state() {
            return RunState.SUCCEEDED;
        }
    }

    record Failed(FailureClass failure, String reason) implements RunOutcome {
        @Override
        public RunState state() {
            return RunState.FAILED;
        }
    }

    record Cancelled(String reason) implements RunOutcome {
        @Override
        public RunState state() {
            return RunState.CANCELLED;
        }
    }
}
