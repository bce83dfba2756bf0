package dev.cairn.experiments;

/** What was asked for does not fit the present state of things; the message says what would. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
