package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Problem;
import java.util.List;

/**
 * The hard problems in two halves.
 *
 * @param train D_train, in the order drawn
 * @param test the held-out half, in the order drawn
 * @param student student v0, which answered the problems: the base model with a zero adapter
 */
record ScreenOutcome(List<Problem> train, List<Problem> test, Checkpoint student) {}
