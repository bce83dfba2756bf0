/**
 * The journal of runs: units with everything they produced, written with the fence checked.
 *
 * <p>Owns run_unit, unit_progress and all tables of results; SQL and COPY only, one {@code …Sql} class per concern. The
 * package {@code results} reads them.
 */
@NullMarked
package dev.cairn.ledger;

import org.jspecify.annotations.NullMarked;
