/**
 * Files that rows refer to: policies and stored completions, written durably under one root, and swept when no row
 * refers to them.
 *
 * <p>An artifact is a directory that holds files directly; directories above it only group. Names are never used twice
 * and nothing is overwritten. Plain Java.
 */
@NullMarked
package dev.cairn.artifacts;

import org.jspecify.annotations.NullMarked;
