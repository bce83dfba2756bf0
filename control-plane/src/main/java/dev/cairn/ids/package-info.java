/** The ids of runs and experiments as types. */
@NullMarked
package dev.cairn.ids;

import org.jspecify.annotations.NullMarked;
