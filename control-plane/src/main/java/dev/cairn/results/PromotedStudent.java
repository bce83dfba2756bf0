package dev.cairn.results;

import dev.cairn.ports.Checkpoint;

/**
 * A promoted student of a soar run.
 *
 * @param outerStep in which it was promoted
 * @param kept whether its files exist: the rules for retention may have removed them
 */
public record PromotedStudent(int outerStep, Checkpoint student, boolean kept) {}
