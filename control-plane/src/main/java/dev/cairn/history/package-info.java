/**
 * The doors of SQL over the public schema {@code history}: queries by people that are read-only, limited and recorded,
 * in sessions of a role that can read the views of that schema and nothing else (ADR 29).
 *
 * <p>Owns the tables history_query, saved_query and those of the schema history_access. Texts of users never run on the
 * application's own connections.
 */
@NullMarked
package dev.cairn.history;

import org.jspecify.annotations.NullMarked;
