/** Work on the database: connections and transactions. */
@NullMarked
package dev.cairn.jdbc;

import org.jspecify.annotations.NullMarked;
