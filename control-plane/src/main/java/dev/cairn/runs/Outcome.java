package dev.cairn.runs;

/** How the work on a claimed run ended. */
sealed interface Outcome {
    record Succeeded() implements Outcome {}

    /** @param reason what a person will read: what is wrong and what to do */
    record Failed(String reason) implements Outcome {}

    /** A person asked for it. */
    record Cancelled() implements Outcome {}

    /** Another owner has the run; nothing may be written. */
    record Lost() implements Outcome {}

    /** This control plane is shutting down, or the database is away; the run goes on later. */
    record HandedBack() implements Outcome {}
}
