/** What runs and experiments are called: their numbers as types. */
@NullMarked
package dev.cairn.ids;

import org.jspecify.annotations.NullMarked;
