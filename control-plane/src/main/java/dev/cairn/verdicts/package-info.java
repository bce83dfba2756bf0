/**
 * Verdicts on request, independent of any run: on given pairs and completions, by both grading rules, with the reasons.
 */
@NullMarked
package dev.cairn.verdicts;

import org.jspecify.annotations.NullMarked;
