/**
 * Verdicts that people ask for, apart from any run: on pairs and completions of theirs, by both grading rules, with the
 * grounds.
 */
@NullMarked
package dev.cairn.verdicts;

import org.jspecify.annotations.NullMarked;
