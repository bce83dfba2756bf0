package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;

/**
 * The outcome of a SOAR run.
 *
 * @param promotions number of students that became the baseline
 * @param student the last baseline: the last promoted student, or student v0
 * @param innerStepsOfLineage optimizer steps applied between the base model and that student
 * @param teacher the teacher after its last update
 */
public record SoarOutcome(int promotions, Checkpoint student, int innerStepsOfLineage, Checkpoint teacher) {}
