package dev.cairn.problems;

import java.time.Instant;

/**
 * Problems that are stored once, whatever file they came from.
 *
 * @param sha256 over the problems' ids, questions and answers in order
 * @param source where they were first read
 * @param problems how many
 */
public record ProblemSet(long id, String name, String sha256, String source, int problems, Instant createdAt) {}
