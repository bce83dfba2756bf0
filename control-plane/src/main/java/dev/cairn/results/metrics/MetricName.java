package dev.cairn.results.metrics;

/**
 * The name of a series.
 *
 * @param name the role or {@code outer}, a slash, and the figure, such as {@code student/loss}
 * @param runs how many of the runs asked for have it
 */
public record MetricName(String name, int runs) {}
