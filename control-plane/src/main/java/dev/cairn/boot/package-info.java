/** Starts and stops a control plane: HOME, database, background jobs, and the order of the shutdown. */
@NullMarked
package dev.cairn.boot;

import org.jspecify.annotations.NullMarked;
