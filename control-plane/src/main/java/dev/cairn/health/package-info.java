/**
 * Checks whether this control plane is ready for requests and runs; each failing check says what to do. Liveness does
 * not have a check of its own: a process that answers is alive.
 */
@NullMarked
package dev.cairn.health;

import org.jspecify.annotations.NullMarked;
