package dev.cairn.problems;

/** Another set has the name that was wanted. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String what) {
        super(what);
    }
}
