package dev.cairn.runs;

import dev.cairn.experiments.RunOutcome;

/** How the work on a claimed run ended. */
sealed interface Outcome {
    /** It is over, one way or another. */
    record Ended(RunOutcome ending) implements Outcome {}

    /** A person asked for it. */
    record Cancelled() implements Outcome {}

    /** Another owner has the run; nothing may be written. */
    record OwnershipLost() implements Outcome {}

    /** It resumes when it is claimed again: paused, drained, shut down, or the database is away. */
    record Released(String reason) implements Outcome {}

    /** Engine or worker are in trouble; it is tried again later. */
    record Deferred(String reason) implements Outcome {}

    static Outcome succeeded() {
        return new Ended(new RunOutcome.Succeeded());
    }
}
