package dev.cairn.runs;

import java.time.Duration;

/**
 * How a control plane executes runs.
 *
 * @param runsAtOnce number of parallel runs
 * @param grace how long units in progress may continue when the control plane stops
 */
record ExecutorSettings(int runsAtOnce, Duration grace) {
    public ExecutorSettings {
        if (runsAtOnce < 1) {
            throw new IllegalArgumentException("runsAtOnce must be 1 or more, not " + runsAtOnce);
        }
    }
}
