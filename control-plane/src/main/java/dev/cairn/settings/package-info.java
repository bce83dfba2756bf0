/** The settings of the algorithm (arXiv 2601.18778) as records, and what must hold between them. */
@NullMarked
package dev.cairn.settings;

import org.jspecify.annotations.NullMarked;
