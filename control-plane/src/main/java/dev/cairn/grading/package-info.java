/** From a completion to a verdict: the boxed answer, comparison as maths or as text, verdicts kept per run. */
@NullMarked
package dev.cairn.grading;

import org.jspecify.annotations.NullMarked;
