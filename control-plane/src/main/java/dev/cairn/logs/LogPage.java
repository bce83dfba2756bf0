package dev.cairn.logs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a log, oldest entry first.
 *
 * @param note why there are no entries, or whose they may be besides the run's
 * @param older the cursor of the page before it; absent at the beginning. A page may be empty and yet have one: a
 *     request reads only so much
 * @param newer the cursor of what is written after it, to follow a run
 */
public record LogPage(
        LogSource source,
        List<LogEntry> items,
        @Nullable String note,
        @Nullable String older,
        @Nullable String newer) {
    public LogPage {
        items = List.copyOf(items);
    }
}
