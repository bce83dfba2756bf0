/** Takes experiments in: checks against models, problem sets and registered services, then queues them. */
@NullMarked
package dev.cairn.submissions;

import org.jspecify.annotations.NullMarked;
