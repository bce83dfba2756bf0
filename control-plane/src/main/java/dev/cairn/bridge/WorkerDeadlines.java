package dev.cairn.bridge;

import java.time.Duration;

/**
 * The time limits of the kinds of call.
 *
 * @param load loading the base model, and opening a session
 * @param step one optimizer step, or log-probabilities of one batch
 * @param files publishing and checkpoints
 * @param close closing a session, which is best effort
 */
record WorkerDeadlines(Duration load, Duration step, Duration files, Duration close) {
    /** Limits under which every call but closing may take as long as a step. */
    public static WorkerDeadlines ofStep(Duration step) {
        return new WorkerDeadlines(step, step, step, Duration.ofSeconds(5));
    }
}
