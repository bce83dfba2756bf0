/**
 * Summaries of experiments: pass@k of the policies with intervals of their differences, computed from stored scores.
 */
@NullMarked
package dev.cairn.reports;

import org.jspecify.annotations.NullMarked;
