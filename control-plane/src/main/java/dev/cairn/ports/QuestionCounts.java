package dev.cairn.ports;

/**
 * What is odd about the accepted questions of a step, and counted only (soar.md sections 2 and 5).
 *
 * @param multiple accepted completions with more than one question, of which the first is taken
 * @param duplicate questions whose text stands earlier in their own set, every run of blanks taken as one
 */
public record QuestionCounts(int multiple, int duplicate) {
    public QuestionCounts {
        if (multiple < 0 || duplicate < 0) {
            throw new IllegalArgumentException("counts are at least 0, not " + multiple + " and " + duplicate);
        }
    }
}
