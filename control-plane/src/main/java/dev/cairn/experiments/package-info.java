/**
 * Experiments and their runs from submission to the end: states and how they change, control, reruns, edits.
 *
 * <p>Owns the tables experiment, run and run_dependency. Domain records carry no JPA annotation; entities are
 * package-private; lists and state changes are SQL, submissions and edits go through repositories.
 */
@NullMarked
package dev.cairn.experiments;

import org.jspecify.annotations.NullMarked;
