package dev.cairn.fidelity;

/**
 * A stretch of a student's training whose steps one unit took.
 *
 * @param first the unit's first step
 * @param steps S, the length of the schedule
 * @param warmup of the schedule
 */
record Course(Lessons lessons, String unit, int first, int steps, int warmup) {}
