/** Readers of what runs have produced: steps, questions, policies, scores, usage. Writes nothing. */
@NullMarked
package dev.cairn.results;

import org.jspecify.annotations.NullMarked;
