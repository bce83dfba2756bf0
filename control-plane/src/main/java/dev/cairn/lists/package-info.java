/**
 * Long lists: filters written in CEL, sort keys and opaque cursors, as SQL over experiments and runs.
 *
 * <p>Owns no table. A filter is parsed, never evaluated, and every value in it is passed to the database as a
 * parameter.
 */
@NullMarked
package dev.cairn.lists;

import org.jspecify.annotations.NullMarked;
