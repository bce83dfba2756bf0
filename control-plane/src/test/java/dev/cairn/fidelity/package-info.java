/**
 * Recomputes a finished SOAR run from its rows alone, with independent arithmetic.
 *
 * <p>Except for the tests nothing here uses the algorithm's classes: the formulas are written out from the paper, with
 * whole numbers where possible, so that a bug in the algorithm cannot hide in its own check.
 */
@NullMarked
package dev.cairn.fidelity;

import org.jspecify.annotations.NullMarked;
