package dev.cairn.logs;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of an engine or a worker. It does not name runs: what was written between the start and the end of a run is
 * shown as its own.
 */
final class PlainLines implements LineFormat {
    private final Window window;
    private final Clock clock;

    /** @param clock its zone is that in which the process writes times */
    PlainLines(Window window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    /** The time of a run. */
    record Window(Instant start, Instant end) {
        boolean has(Instant at) {
            return !at.isBefore(start) && !at.isAfter(end);
        }
    }

    @Override
    public boolean isFirst(String line) {
        return PlainHead.of(line, clock) != null;
    }

    @Override
    public @Nullable LogEntry read(List<String> lines) {
        PlainHead head = PlainHead.of(String.join("\n", lines), clock);
        if (head == null
                || head.at() == null
                || !window.has(head.at())
                || head.text().isBlank()) {
            return null;
        }
        return new LogEntry(
                head.at(),
                head.level(),
                head.place(),
                null,
                Texts.shown(head.text().stripTrailing()));
    }

    @Override
    public boolean isBefore(Instant start, String first) {
        PlainHead head = PlainHead.of(first, clock);
        return head != null && head.at() != null && head.at().isBefore(start);
    }
}
