package dev.cairn.soar;

/**
 * A problem with its reference answer.
 *
 * @param id stable within its problem set
 */
public record Problem(String id, String question, String answer) {}
