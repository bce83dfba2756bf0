package dev.cairn.verdicts;

/** A request for a verdict is invalid. */
public final class InvalidVerdictQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String allowed;

    InvalidVerdictQueryException(String field, String message, String allowed) {
        super(message);
        this.field = field;
        this.allowed = allowed;
    }

    /** The same error in one item of a list. */
    public InvalidVerdictQueryException inItem(int index) {
        return new InvalidVerdictQueryException("items[" + index + "]." + field, String.valueOf(getMessage()), allowed);
    }

    /** The invalid field. */
    public String field() {
        return field;
    }

    /** What is allowed. */
    public String allowed() {
        return allowed;
    }
}
