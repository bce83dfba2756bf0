/** The state of the whole installation at one moment: what works, waits, runs, failed and ended lately. Owns no tables. */
@NullMarked
package dev.cairn.overview;

import org.jspecify.annotations.NullMarked;
