package dev.cairn.fleet.registry;

/** The state of the registry does not allow the change. */
public final class RegistrationConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The obstacle. */
    public enum Reason {
        /** The service was changed since it was read. */
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
