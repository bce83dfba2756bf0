package dev.cairn.overview;

import dev.cairn.queue.QueueDepth;
import java.time.Instant;
import java.util.List;

/**
 * The state of the whole installation at one moment.
 *
 * @param at the database's time
 * @param hasExperiments whether anything was ever submitted and not deleted
 * @param health of control planes with their parts, and of registered engines and workers
 * @param running the newest experiments in progress
 * @param failures runs that failed in the last seven days and were not retried, newest first
 * @param results of the experiments that succeeded last, newest first
 */
public record Overview(
        Instant at,
        boolean hasExperiments,
        List<Health> health,
        QueueDepth queue,
        RunningExperiments running,
        List<FailedRun> failures,
        List<RecentResult> results) {
    public Overview {
        health = List.copyOf(health);
        failures = List.copyOf(failures);
        results = List.copyOf(results);
    }

    /**
     * Experiments in progress.
     *
     * @param total number of them, of which only the newest are items
     */
    public record RunningExperiments(long total, List<RunningExperiment> items) {
        public RunningExperiments {
            items = List.copyOf(items);
        }
    }
}
