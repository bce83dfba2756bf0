/** Readers of rollouts: pages that pass a filter, and one rollout with what surrounds it. */
@NullMarked
package dev.cairn.results.rollouts;

import org.jspecify.annotations.NullMarked;
