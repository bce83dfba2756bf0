package dev.cairn.ledger;

/** Checks before each unfinished unit whether the run may continue. */
@FunctionalInterface
public interface StopCheck {
    /** @throws dev.cairn.ports.RunStoppedException if the run must stop */
    void throwIfStopped();

    /** A check that never stops the run. */
    static StopCheck never() {
        return () -> {};
    }
}
