/**
 * Whether this control plane is ready for requests and runs, each check with what to do when it is not. Liveness has no
 * check of its own: a process that answers is alive.
 */
@NullMarked
package dev.cairn.health;

import org.jspecify.annotations.NullMarked;
