package dev.cairn.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the queue, in the order in which runs will be claimed, followed by those that cannot be claimed now.
 *
 * @param state gate of the whole queue
 * @param queued number of runs that may be claimed
 * @param blocked number of runs that wait for other runs, or are paused
 * @param running number of runs in progress
 * @param next the cursor of the next page; absent on the last page
 */
public record QueuePage(
        Gate state,
        long queued,
        long blocked,
        long running,
        List<QueuedRun> items,
        @Nullable String next) {
    public QueuePage {
        items = List.copyOf(items);
    }
}
