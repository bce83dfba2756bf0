package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Problem;
import java.util.List;

/**
 * The hard set in two halves.
 *
 * @param train D_train, in the order drawn
 * @param test the held-out half, in the order drawn
 * @param student student v0, which was screened: the base model as a zero adapter
 */
record ScreenOutcome(List<Problem> train, List<Problem> test, Checkpoint student) {}
