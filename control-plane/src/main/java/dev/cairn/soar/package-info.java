/**
 * The algorithm: SOAR's outer step and inner loop, rewards, promotion, schedules, pass@k and seeds.
 *
 * <p>Plain Java: it reaches engines, workers and storage only through {@code ports}.
 */
@NullMarked
package dev.cairn.soar;

import org.jspecify.annotations.NullMarked;
