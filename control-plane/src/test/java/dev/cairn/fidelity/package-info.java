/**
 * Recomputes a finished SOAR run from its rows alone, with arithmetic of its own.
 *
 * <p>Nothing here but the tests uses the algorithm's classes: the formulas are written out from soar.md, in whole numbers
 * where they can be, so that a fault in the algorithm can't hide in its own check.
 */
@NullMarked
package dev.cairn.fidelity;

import org.jspecify.annotations.NullMarked;
