package dev.cairn.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue, in the order in which its runs will be claimed, those that can't be after them.
 *
 * @param state of the whole queue
 * @param queued runs that may be claimed
 * @param blocked runs that wait for others, or are paused
 * @param running runs in progress
 * @param next the cursor of the next page, absent on the last
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
