/**
 * The logs of a run: the lines of the control plane about it, and those that its engine and its worker wrote meanwhile,
 * read in pages from the files in HOME. Owns no tables.
 */
@NullMarked
package dev.cairn.logs;

import org.jspecify.annotations.NullMarked;
