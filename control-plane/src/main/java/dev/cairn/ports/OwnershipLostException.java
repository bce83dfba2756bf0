package dev.cairn.ports;

/** Another owner has taken over the run: stop at once and write nothing. */
public final class OwnershipLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OwnershipLostException(String message) {
        super(message);
    }
}
