/**
 * The algorithm: SOAR's outer step and inner loop, rewards, promotion, schedules, pass@k and seeds.
 *
 * <p>Plain Java. What the algorithm needs from outside it declares here as ports ({@link dev.cairn.soar.Generator},
 * {@link dev.cairn.soar.Trainer}, {@link dev.cairn.soar.Grader}, {@link dev.cairn.soar.Journal}). May use: the JDK.
 */
@NullMarked
package dev.cairn.soar;

import org.jspecify.annotations.NullMarked;
