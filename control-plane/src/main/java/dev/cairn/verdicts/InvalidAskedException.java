package dev.cairn.verdicts;

/** A request for a verdict is invalid. */
public final class InvalidAskedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String allowed;

    InvalidAskedException(String field, String message, String allowed) {
        super(message);
        this.field = field;
        this.allowed = allowed;
    }

    /** The same error in one item of a list. */
    public InvalidAskedException inItem(int index) {
        return new InvalidAskedException("items[" + index + "]." + field, String.valueOf(getMessage()), allowed);
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
