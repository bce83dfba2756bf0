/**
 * Removes what need not be kept: the rows and files of deleted experiments, and by policy the texts, points and adapters
 * of experiments that have ended.
 *
 * <p>Work is done in the background in small transactions. Each one leaves the rest as a later pass can take it up, so a
 * control plane may die between any two. Files go after the commit that removes the last row that refers to them. Owns
 * the tables retention_removal and retention_applied.
 */
@NullMarked
package dev.cairn.retention;

import org.jspecify.annotations.NullMarked;
