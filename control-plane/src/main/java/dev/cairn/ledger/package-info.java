/**
 * What runs record: the journal of units with everything they produced, and the reading of it.
 *
 * <p>Owns run_unit, unit_progress and all tables of results; SQL and COPY only, one {@code …Sql} class a concern.
 */
@NullMarked
package dev.cairn.ledger;

import org.jspecify.annotations.NullMarked;
