package dev.cairn.logs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the lines of one source are read, and which of them belong to a run. */
interface LineFormat {
    /** Whether an entry begins with this line; others continue the entry before. */
    boolean isFirst(String line);

    /**
     * Reads an entry.
     *
     * @param lines its first line and those that continue it; the first one is missing at the beginning of a file
     * @return null if it does not belong to the run
     */
    @Nullable
    LogEntry read(List<String> lines);

    /** Whether a line with this first line, and so all before it, were written before the run. */
    boolean isBefore(Instant start, String first);
}
