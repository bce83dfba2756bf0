package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/** A port could not do what was asked; it says what the caller should do. */
public final class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What helps. */
    public enum Remedy {
        /** The same call, or the same unit, again: the other side died or did not answer. */
        RETRY,
        /** The same again with a smaller micro-batch: the accelerator's memory was full. */
        RETRY_SMALLER,
        /** Wait: the other side is busy or starting. */
        WAIT,
        /** The request is wrong; the person who wrote the spec must change it. */
        FIX_REQUEST,
        /** A bug or a broken installation; nothing helps by itself. */
        GIVE_UP
    }

    private final Remedy remedy;

    public PortException(Remedy remedy, String message) {
        this(remedy, message, null);
    }

    public PortException(Remedy remedy, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }
}
