package dev.cairn.results.metrics;

import java.util.List;

/**
 * A series of one run over an axis. Points at the same place, such as those of several trials, are one entry, and so are
 * those of neighbouring places if there are more of them than asked for. The edges of the entries are the same in all
 * runs of an answer, so that entries of different runs can be averaged.
 *
 * @param points number of points of the series on this axis
 * @param width how many places one entry covers; 1 if the curve is not thinned
 * @param at the first place of each entry, ascending
 * @param mean the mean of each entry's points
 * @param low the lowest of each entry's points
 * @param high the highest of each entry's points
 * @param counts the number of each entry's points
 */
public record MetricCurve(
        long run,
        String name,
        long points,
        int width,
        List<Integer> at,
        List<Double> mean,
        List<Double> low,
        List<Double> high,
        List<Long> counts) {}
