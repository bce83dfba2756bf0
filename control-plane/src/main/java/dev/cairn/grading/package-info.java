/**
 * From a completion to a verdict: the boxed answer, comparison as maths or as text, and a cache of verdicts per run.
 */
@NullMarked
package dev.cairn.grading;

import org.jspecify.annotations.NullMarked;
