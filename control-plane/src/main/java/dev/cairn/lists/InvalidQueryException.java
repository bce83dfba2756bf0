package dev.cairn.lists;

import dev.cairn.spec.FieldError;

/** A filter, sort or cursor is invalid; the error says where and what is allowed. */
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient FieldError error;

    InvalidQueryException(FieldError error) {
        super(error.field() + ": " + error.message()
                + (error.allowed() == null ? "" : " (allowed: " + error.allowed() + ")"));
        this.error = error;
    }

    /** The parameter, what is wrong with it and what is allowed. */
    public FieldError error() {
        return error;
    }
}
