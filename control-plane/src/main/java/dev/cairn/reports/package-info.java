/**
 * What an experiment came to: pass@k of its policies with intervals of their differences, computed from stored scores.
 */
@NullMarked
package dev.cairn.reports;

import org.jspecify.annotations.NullMarked;
