package dev.cairn.history;

import java.time.Duration;

/**
 * The limits of one query.
 *
 * @param time from its start to its last row
 * @param rows of its answer
 * @param bytes of its answer
 */
public record QueryLimits(Duration time, int rows, long bytes) {
    public QueryLimits {
        if (!time.isPositive() || rows < 1 || bytes < 1) {
            throw new IllegalArgumentException("time, rows and bytes must be above 0");
        }
    }

    QueryLimits withRows(int other) {
        return new QueryLimits(time, other, bytes);
    }
}
