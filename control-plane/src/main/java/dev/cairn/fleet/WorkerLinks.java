package dev.cairn.fleet;

import dev.cairn.bridge.WorkerLink;

/** The ways to a worker: gradient steps and grading each on a link of its own, so that neither holds the other up. */
record WorkerLinks(WorkerLink training, WorkerLink grading) implements AutoCloseable {
    boolean healthy() {
        return training.healthy() && grading.healthy();
    }

    @Override
    public void close() {
        training.close();
        grading.close();
    }
}
