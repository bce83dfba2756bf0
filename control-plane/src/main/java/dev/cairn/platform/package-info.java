/**
 * The local machine: HOME and its lock, the local PostgreSQL and its migrations, child processes, GPUs, and the shape
 * of a model in a directory.
 *
 * <p>Plain Java, wired by constructors. Everything here may be killed at any moment and is found again at the next
 * start.
 */
@NullMarked
package dev.cairn.platform;

import org.jspecify.annotations.NullMarked;
