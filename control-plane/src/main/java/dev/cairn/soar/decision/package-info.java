/**
 * What an outer step concludes from its students: rewards, the gate, the race between question sets, the promotion.
 *
 * <p>Functions of outcomes and settings alone.
 */
@NullMarked
package dev.cairn.soar.decision;

import org.jspecify.annotations.NullMarked;
