package dev.cairn.experiments;

import org.jspecify.annotations.Nullable;

/**
 * Who submits an experiment.
 *
 * @param idempotencyKey never given before, or of a request that may have been carried out already; an experiment that it
 *     made is not made again
 */
public record Submitter(String owner, @Nullable String idempotencyKey) {
    /** The person at this machine's terminal. */
    public static Submitter local() {
        return new Submitter("local", null);
    }
}
