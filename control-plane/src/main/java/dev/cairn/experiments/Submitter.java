package dev.cairn.experiments;

import org.jspecify.annotations.Nullable;

/**
 * The submitter of an experiment.
 *
 * @param idempotencyKey new, or that of a request that may already have been executed; an experiment that it created is
 *     not created again
 */
public record Submitter(String owner, @Nullable String idempotencyKey) {
    /** The person at this machine's terminal. */
    public static Submitter local() {
        return new Submitter("local", null);
    }
}
