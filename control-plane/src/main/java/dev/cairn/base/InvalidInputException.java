package dev.cairn.base;

import java.util.List;

/** What a person sent is not valid; contains every mistake that was found, not only the first. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Subject subject;
    private final transient List<FieldError> errors;

    /** What was sent. */
    public enum Subject {
        /** The specification of an experiment, its tags among it. */
        SPEC,
        /** Filter, sort, limit or cursor of a list. */
        QUERY,
        /** A view of a list that is to be saved. */
        VIEW,
        /** The name that a hard set is to get. */
        HARD_SET,
        /** Items that verdicts are asked for. */
        VERDICTS,
        /** The registration of an engine or a worker. */
        REGISTRATION,
        /** A query over history, or a saved one. */
        SQL
    }

    public InvalidInputException(Subject subject, List<FieldError> errors) {
        super(FieldError.text(errors));
        this.subject = subject;
        this.errors = List.copyOf(errors);
    }

    public InvalidInputException(Subject subject, FieldError error) {
        this(subject, List.of(error));
    }

    /** The same of one item of a list, whose name goes before the names of its fields. */
    public InvalidInputException in(String item) {
        return new InvalidInputException(
                subject,
                errors.stream()
                        .map(error -> new FieldError(item + "." + error.field(), error.message(), error.allowed()))
                        .toList());
    }

    /** Throws unless the list is empty. */
    public static void throwIfAny(Subject subject, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(subject, errors);
        }
    }

    public Subject subject() {
        return subject;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
