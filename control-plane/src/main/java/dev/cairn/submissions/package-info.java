/**
 * Accepts experiments: estimates the cost in completions, tokens, bytes, time and accelerator-hours, checks against
 * models, problem sets and registered services, then queues them.
 */
@NullMarked
package dev.cairn.submissions;

import org.jspecify.annotations.NullMarked;
