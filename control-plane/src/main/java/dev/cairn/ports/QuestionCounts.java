package dev.cairn.ports;

/**
 * Oddities among a step's accepted questions; they are only counted.
 *
 * @param multiple accepted completions with more than one question, of which the first is used
 * @param duplicate questions whose text occurs earlier in their own set, with each run of whitespace counted as one
 *     space
 */
public record QuestionCounts(int multiple, int duplicate) {
    public QuestionCounts {
        if (multiple < 0 || duplicate < 0) {
            throw new IllegalArgumentException("counts are at least 0, not " + multiple + " and " + duplicate);
        }
    }
}
