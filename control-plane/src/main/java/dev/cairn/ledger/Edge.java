package dev.cairn.ledger;

/** Asked before each unit that is not done yet: whether the run continues. */
@FunctionalInterface
public interface Edge {
    /** @throws dev.cairn.ports.RunStoppedException if it does not */
    void pass();

    /** Nothing stops the run. */
    static Edge none() {
        return () -> {};
    }
}
