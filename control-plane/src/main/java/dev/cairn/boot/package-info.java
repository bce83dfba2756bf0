/** Starts and ends a control plane: HOME, database, background jobs, the order of the end. */
@NullMarked
package dev.cairn.boot;

import org.jspecify.annotations.NullMarked;
