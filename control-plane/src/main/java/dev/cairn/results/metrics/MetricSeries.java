package dev.cairn.results.metrics;

/**
 * A series of a run's figures.
 *
 * @param name the role or {@code outer}, a slash, and the figure, such as {@code student/loss}
 * @param points number of its points
 */
public record MetricSeries(String name, long points) {}
