package dev.cairn.base;

/** Something else has this name already; the message says what, and what to do. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NameTakenException(String message) {
        super(message);
    }
}
