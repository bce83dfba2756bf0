/**
 * Control planes with a fake cluster as processes of their own, killed, stopped and cut off from their database, whose
 * experiments must end with the rows of an undisturbed one.
 */
@NullMarked
package dev.cairn.chaos;

import org.jspecify.annotations.NullMarked;
