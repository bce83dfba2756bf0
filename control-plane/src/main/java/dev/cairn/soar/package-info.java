/**
 * The algorithm: SOAR's outer step and inner loop, rewards, promotion, schedules, pass@k and seeds.
 *
 * <p>Plain Java. It sees the outside only through {@code ports}.
 */
@NullMarked
package dev.cairn.soar;

import org.jspecify.annotations.NullMarked;
