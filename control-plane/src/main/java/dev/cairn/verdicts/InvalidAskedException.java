package dev.cairn.verdicts;

/** A verdict is asked for in a way that can't be answered. */
public final class InvalidAskedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String allowed;

    InvalidAskedException(String field, String message, String allowed) {
        super(message);
        this.field = field;
        this.allowed = allowed;
    }

    /** The same, of one item of a list. */
    public InvalidAskedException inItem(int index) {
        return new InvalidAskedException("items[" + index + "]." + field, String.valueOf(getMessage()), allowed);
    }

    /** The field that is wrong. */
    public String field() {
        return field;
    }

    /** What would be right. */
    public String allowed() {
        return allowed;
    }
}
