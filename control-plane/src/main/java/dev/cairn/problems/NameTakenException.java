package dev.cairn.problems;

/** Another problem set already has the requested name. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String what) {
        super(what);
    }
}
