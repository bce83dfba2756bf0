package dev.cairn.ledger;

/** Checks before each unfinished unit whether the run may continue. */
@FunctionalInterface
public interface Edge {
    /** @throws dev.cairn.ports.RunStoppedException if the run must stop */
    void pass();

    /** A check that never stops the run. */
    static Edge none() {
        return () -> {};
    }
}
