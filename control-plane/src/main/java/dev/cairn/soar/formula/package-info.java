/**
 * Formulas that have no state: a student's points, leave-one-out advantages, pass@k, ROUGE-L.
 */
@NullMarked
package dev.cairn.soar.formula;

import org.jspecify.annotations.NullMarked;
