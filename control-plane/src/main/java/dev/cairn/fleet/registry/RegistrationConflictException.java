package dev.cairn.fleet.registry;

/** The registry is in another state than the change needs. */
public final class RegistrationConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is in the way. */
    public enum Reason {
        /** It was changed since it was read. */
        CHANGED_MEANWHILE,
        /** The name is taken, or runs still need it. */
        STATE
    }

    RegistrationConflictException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
