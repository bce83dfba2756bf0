/** Runs, and what they have produced. */
@NullMarked
package dev.cairn.rest.runs;

import org.jspecify.annotations.NullMarked;
