/** Runs of earlier experiments that a new one takes over: which may be, and what of them is needed. */
@NullMarked
package dev.cairn.experiments.taken;

import org.jspecify.annotations.NullMarked;
