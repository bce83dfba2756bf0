package dev.cairn.runs;

import java.time.Duration;

/**
 * How a control plane carries runs out.
 *
 * @param runsAtOnce runs side by side; a machine's engine and trainer serve one run best
 * @param grace how long units in progress may continue when the control plane stops
 */
public record ExecutorSettings(int runsAtOnce, Duration grace) {
    public ExecutorSettings {
        if (runsAtOnce < 1) {
            throw new IllegalArgumentException("runsAtOnce must be 1 or more, not " + runsAtOnce);
        }
    }
}
