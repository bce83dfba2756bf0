package dev.cairn.ports;

/** The outcome of grading one answer; only {@code VERIFIED} counts as correct. */
public enum Verdict {
    /** Equal to the reference. */
    VERIFIED,
    /** Both were parsed, and they differ. */
    DIFFERENT,
    /** No expression could be parsed. */
    UNPARSABLE,
    /** The comparison hit its time limit. */
    TIMED_OUT,
    /** The completion has no balanced box, so there was nothing to grade. */
    NO_ANSWER
}
