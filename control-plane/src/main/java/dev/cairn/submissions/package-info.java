/**
 * Takes experiments in: what one would cost in completions, tokens, bytes, time and accelerator-hours; checks against
 * models, problem sets and registered services; then queues it.
 */
@NullMarked
package dev.cairn.submissions;

import org.jspecify.annotations.NullMarked;
