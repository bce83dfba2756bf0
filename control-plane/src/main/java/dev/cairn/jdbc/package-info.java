/**
 * Access to the database: connection, transaction, retry, rows by name, and the cursors and pages of lists.
 *
 * <p>Jdbi (ADR 27) on the pool of the application, and Hibernate's sessions in the same transactions (ADR 4).
 * Statements are text blocks with named parameters, in the packages that own the tables; rows are read by column name.
 * This package does not know any table.
 */
@NullMarked
package dev.cairn.jdbc;

import org.jspecify.annotations.NullMarked;
