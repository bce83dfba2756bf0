/**
 * What every room may need and the JDK lacks: pauses between tries, a clock for durations, the hash.
 *
 * <p>Plain Java of a few lines each; a class that is about one subject lives with that subject.
 */
@NullMarked
package dev.cairn.base;

import org.jspecify.annotations.NullMarked;
