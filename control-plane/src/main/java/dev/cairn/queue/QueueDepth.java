package dev.cairn.queue;

import org.jspecify.annotations.Nullable;

/**
 * How much waits in the queue.
 *
 * @param state gate of the whole queue
 * @param queued number of runs that may be claimed
 * @param blocked number of runs that wait for other runs, or are paused
 * @param running number of runs in progress
 * @param longestWaiting the run that may be claimed and has waited longest, with the reason; absent if none waits
 */
public record QueueDepth(
        Gate state,
        long queued,
        long blocked,
        long running,
        @Nullable QueuedRun longestWaiting) {}
