package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;

/**
 * What a SOAR run ends with.
 *
 * @param promotions how many students became the baseline
 * @param student the last baseline: the last promoted student, or student v0
 * @param innerStepsOfLineage optimizer steps applied on the way to that student
 * @param teacher the teacher after its last update
 */
public record SoarOutcome(int promotions, Checkpoint student, int innerStepsOfLineage, Checkpoint teacher) {}
