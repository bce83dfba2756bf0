/**
 * A scripted cluster in memory behind the ports of {@link dev.cairn.soar}, for tests of any package.
 *
 * <p>Weights are hashes: a step mixes tokens, advantages, rate and moments into them, and a completion carries a trace of
 * the weights that sampled it. So two runs end with equal hashes only if they did the same, and training on another
 * policy's samples is refused, as by the real trainer.
 */
@NullMarked
package dev.cairn.soar.fakes;

import org.jspecify.annotations.NullMarked;
