/**
 * What every package may need and the JDK lacks: pauses between attempts, a clock for durations, the hash.
 *
 * <p>Plain Java of a few lines each; a class about one subject belongs to that subject's package.
 */
@NullMarked
package dev.cairn.base;

import org.jspecify.annotations.NullMarked;
