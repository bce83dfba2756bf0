/**
 * The one way to the database: connection, transaction, retry, rows by name, and the cursors of its lists.
 *
 * <p>Jdbi (ADR 27) on the pool of the application, and Hibernate's sessions in the same transactions (ADR 4). Statements are
 * text blocks with named parameters and live with the tables that their room owns; rows are read by column name. Knows no
 * table.
 */
@NullMarked
package dev.cairn.jdbc;

import org.jspecify.annotations.NullMarked;
