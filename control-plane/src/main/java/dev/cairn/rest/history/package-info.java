/** SQL over the history of runs, and whole experiments as files. */
@NullMarked
package dev.cairn.rest.history;

import org.jspecify.annotations.NullMarked;
