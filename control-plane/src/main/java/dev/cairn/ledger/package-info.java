/**
 * The results of runs: the journal of units with everything they produced, and its readers.
 *
 * <p>Owns run_unit, unit_progress and all tables of results; SQL and COPY only, one {@code …Sql} class per concern.
 */
@NullMarked
package dev.cairn.ledger;

import org.jspecify.annotations.NullMarked;
