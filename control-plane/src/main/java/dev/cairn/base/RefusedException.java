package dev.cairn.base;

/** The request does not fit the current state; the message says what would. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
