package dev.cairn.metrics;

import dev.cairn.experiments.RunState;
import java.util.List;

/**
 * Counts in the database at one moment.
 *
 * @param leaseAgeSeconds time since the oldest heartbeat of an owner; 0 if no run has an owner
 * @param unpublishedEvents events that are committed but not published yet
 * @param controlPlanes number of live control planes
 */
record Levels(List<Depth> depths, double leaseAgeSeconds, long unpublishedEvents, int controlPlanes) {
    /**
     * Runs of one pool in one state.
     *
     * @param oldestSeconds age of the oldest run that may be claimed now; 0 if there is none
     */
    record Depth(String pool, RunState state, long runs, double oldestSeconds) {}
}
