/**
 * The program of each kind of run, one class per kind: the algorithm that it starts with the results of earlier runs,
 * its findings and its explanation. {@link dev.cairn.spec.RunSpec} has what the spec alone decides (training slots,
 * completions).
 */
@NullMarked
package dev.cairn.runs.programs;

import org.jspecify.annotations.NullMarked;
