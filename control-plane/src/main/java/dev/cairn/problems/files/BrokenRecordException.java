package dev.cairn.problems.files;

/** A record does not fit its format; the message names the field and what is wrong, but never the content. */
final class BrokenRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenRecordException(String what) {
        super(what);
    }
}
