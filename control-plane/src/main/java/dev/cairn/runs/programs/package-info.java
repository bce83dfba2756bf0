/**
 * What each kind of run does, one class per kind: which algorithm it starts on what earlier runs left, what it found, and how
 * it is explained. The half that the spec alone decides (slots, completions) is its {@link dev.cairn.spec.RunSpec}.
 */
@NullMarked
package dev.cairn.runs.programs;

import org.jspecify.annotations.NullMarked;
