package dev.cairn.ports;

/** A run stops between two units on request. Every unit that had started is finished and stored. */
public final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message why */
    public RunStoppedException(String message) {
        super(message);
    }
}
