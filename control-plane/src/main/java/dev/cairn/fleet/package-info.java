/**
 * The engines and workers that runs use. They are started and supervised on this machine, whose GPUs they share, or
 * registered by an admin and probed when they join.
 */
@NullMarked
package dev.cairn.fleet;

import org.jspecify.annotations.NullMarked;
