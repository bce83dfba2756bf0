package dev.cairn.ports;

import org.jspecify.annotations.Nullable;

/** A port's operation failed; {@link Remedy} says what the caller should do. */
public final class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller should do about the failure. */
    public enum Remedy {
        /** Repeat the call, or the unit: the other side died or did not answer. */
        RETRY,
        /** Repeat it with a smaller micro-batch: the accelerator ran out of memory. */
        RETRY_SMALLER,
        /** Wait: the other side is busy or starting. */
        WAIT,
        /** Wait, maybe for long: other runs use what this one needs. Nothing has failed. */
        NO_ROOM,
        /** Change the specification: the request is wrong, and repeating it does not help. */
        FIX_REQUEST,
        /** Give up: a bug or a broken installation, which has to be repaired. */
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
