package dev.cairn.experiments;

import dev.cairn.spec.BudgetSpec;
import org.jspecify.annotations.Nullable;

/** How a run ends; {@code reason} is for people. */
public sealed interface Ending {
    /** The final state. */
    RunState state();

    @Nullable
    String reason();

    /** All work is done. */
    record Succeeded() implements Ending {
        @Override
        public RunState state() {
            return RunState.SUCCEEDED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** It came to its budget and stopped cleanly, with the results so far. */
    record OutOfBudget(String reason, BudgetSpec.Dependents dependents) implements Ending {
        @Override
        public RunState state() {
            return RunState.SUCCEEDED;
        }
    }

    record Failed(FailureClass failure, String reason) implements Ending {
        @Override
        public RunState state() {
            return RunState.FAILED;
        }
    }

    record Cancelled(String reason) implements Ending {
        @Override
        public RunState state() {
            return RunState.CANCELLED;
        }
    }
}
