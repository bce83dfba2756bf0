package dev.cairn.base;

/** A resource was changed since it was read; nothing was overwritten. */
public final class RevisionMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what such as {@code run 7} */
    public RevisionMismatchException(String what) {
        super(what + " has changed since you read it; read it again and repeat the change");
    }
}
