/** Readers of metric points, whole or thinned to the curves of a chart. */
@NullMarked
package dev.cairn.results.metrics;

import org.jspecify.annotations.NullMarked;
