/** Experiments, and what is shown of them: lists, reports, comparisons, specs. */
@NullMarked
package dev.cairn.rest.experiments;

import org.jspecify.annotations.NullMarked;
