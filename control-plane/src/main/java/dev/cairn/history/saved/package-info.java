/** Queries that are saved under a name, with typed parameters, and shared. */
@NullMarked
package dev.cairn.history.saved;

import org.jspecify.annotations.NullMarked;
