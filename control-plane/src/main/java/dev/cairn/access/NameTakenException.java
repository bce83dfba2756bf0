package dev.cairn.access;

/** A token cannot have this name: an active token has it, or it is reserved. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String message) {
        super(message);
    }
}
