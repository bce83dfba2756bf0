package dev.cairn.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec is invalid; contains every error that was found, not only the first. */
public final class InvalidSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public InvalidSpecException(List<FieldError> errors) {
        super(errors.stream()
                .map(error -> error.field() + ": " + error.message()
                        + (error.allowed() == null ? "" : " (allowed: " + error.allowed() + ")"))
                .collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    public List<FieldError> errors() {
        return errors;
    }
}
