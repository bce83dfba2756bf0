package dev.cairn.problems.files;

/** A record that does not fit its format; says what is wrong with which field, and never what it holds. */
final class BrokenRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenRecordException(String what) {
        super(what);
    }
}
