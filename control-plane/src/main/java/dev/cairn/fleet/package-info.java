/**
 * The engines and workers that runs use. They are started and supervised on this machine, each with GPUs and
 * memory that were reserved for its run, or registered by an admin and probed when they join.
 */
@NullMarked
package dev.cairn.fleet;

import org.jspecify.annotations.NullMarked;
