package dev.cairn.metrics;

import dev.cairn.experiments.RunState;
import java.util.List;

/**
 * What stands in the database at one moment.
 *
 * @param leaseAgeSeconds since the last heartbeat of the owner that was silent for longest; 0 where nobody owns a run
 * @param unpublishedEvents committed, and not in the stream yet
 * @param controlPlanes that were seen lately
 */
record Levels(List<Depth> depths, double leaseAgeSeconds, long unpublishedEvents, int controlPlanes) {
    /**
     * Runs of one pool in one state.
     *
     * @param oldestSeconds since the oldest one that may be claimed now was submitted; 0 where there is none
     */
    record Depth(String pool, RunState state, long runs, double oldestSeconds) {}
}
