package dev.cairn.runs;

import dev.cairn.experiments.RunOutcome;

/** How the work on a claimed run ended. */
sealed interface Outcome {
    /** The run reached a final state. */
    record Ended(RunOutcome ending) implements Outcome {}

    /** The run was cancelled on request. */
    record Cancelled() implements Outcome {}

    /** Another owner has the run, and nothing may be written. */
    record OwnershipLost() implements Outcome {}

    /**
     * The run resumes when it is claimed again: it was paused or drained, the control plane stopped, or the database
     * was unreachable.
     */
    record Released(String reason) implements Outcome {}

    /** An engine or a worker failed, and the run is tried again later. */
    record Deferred(String reason) implements Outcome {}

    /** Other runs use the engine, memory or GPUs that the run needs; it is tried again later, and nothing has failed. */
    record NoRoom(String reason) implements Outcome {}

    static Outcome succeeded() {
        return new Ended(new RunOutcome.Succeeded());
    }
}
