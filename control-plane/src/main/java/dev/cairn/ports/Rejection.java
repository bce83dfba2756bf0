package dev.cairn.ports;

/** Why a teacher's completion was not accepted. */
public enum Rejection {
    /** One of the four tags is missing or out of order. */
    MISSING_TAGS,
    /** The question is empty. */
    EMPTY_QUESTION,
    /** The answer has no balanced box, or an empty one. */
    NO_BOX,
    /** The maths parser cannot read the boxed answer; not a reason if the teacher writes in two turns. */
    UNPARSABLE_ANSWER,
    /**
     * The question leaves no room for an answer, a student's or the teacher's own, within the model's length; in two turns
     * also one that was cut off at the token limit.
     */
    QUESTION_TOO_LONG,
    /** Parsing hit its time limit. */
    PARSE_TIMED_OUT,
    /**
     * It is too similar: a question of SeRL to a hard problem, an accepted question or an earlier one of its round; a
     * teacher's to an earlier one of its set.
     */
    TOO_SIMILAR,
    /** Too few of the answers to a question of SeRL agree: it is too hard, or makes no sense. */
    AGREEMENT_TOO_LOW,
    /** Too many of the answers to a question of SeRL agree: it is too easy. */
    AGREEMENT_TOO_HIGH,
    /** Nothing is wrong with it: it was drawn ahead, and its set was already full. */
    SURPLUS,
    /** The engine gave up on it, or for SeRL and in two turns on an answer to it. */
    ABORTED
}
