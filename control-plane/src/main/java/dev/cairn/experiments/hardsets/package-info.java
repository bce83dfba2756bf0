/**
 * Names of hard sets, under which any experiment can use the halves that an earlier screening found.
 *
 * <p>Owns the table named_hard_set. Which experiments may use a hard set is decided by {@code dev.cairn.experiments.taken}.
 */
@NullMarked
package dev.cairn.experiments.hardsets;

import org.jspecify.annotations.NullMarked;
