package dev.cairn.access;

/** A token can't have this name: a token that has not ended has it, or it is reserved. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String message) {
        super(message);
    }
}
