package dev.cairn.ports;

/** Why a teacher's completion was not accepted. */
public enum Rejection {
    /** One of the four tags is missing or out of order. */
    MISSING_TAGS,
    /** The question is empty. */
    EMPTY_QUESTION,
    /** The answer has no balanced box, or an empty one. */
    NO_BOX,
    /** The maths parser cannot read the boxed answer. */
    UNPARSABLE_ANSWER,
    /** The question leaves no room for a student's answer within the model's length. */
    QUESTION_TOO_LONG,
    /** Parsing hit its time limit. */
    PARSE_TIMED_OUT,
    /** Nothing is wrong with it: it was drawn ahead, and its set was already full. */
    SURPLUS,
    /** The engine gave up on it. */
    ABORTED
}
