package dev.cairn.ports;

/** A run stops between two units because somebody wants it to; everything that was begun is finished and stored. */
public final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message why */
    public RunStoppedException(String message) {
        super(message);
    }
}
