package dev.cairn.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Serves the stream of events to any number of readers. One query serves all readers that are up to date; only a reader
 * that is behind makes its own.
 */
@Singleton
public final class EventFeed implements AutoCloseable {
    private static final int KEPT = 4096;
    private static final Selection EVERYTHING = new Selection.Everything();

    private final JdbcRunner jdbc;
    private final EventSql sql;
    private final EventWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable EventRing recent;
    private volatile boolean closed;

    public EventFeed(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.sql = new EventSql(json);
        this.watch = new EventWatch(jdbc, this::poll);
    }

    /** Starts polling; until then every reader queries the database. */
    public void start() {
        watch.start();
    }

    /** Whether the feed is open; after it is closed no more events come. */
    public boolean isOpen() {
        return !closed;
    }

    /** The current bounds of the stream. */
    public Bounds bounds() {
        Slice none = read(Long.MAX_VALUE, EVERYTHING, 1);
        return new Bounds(none.pruned(), none.through());
    }

    /** Whether an experiment has ended and has no events after a position. A retry may start it again. */
    public boolean isOver(ExperimentId experiment, long position) {
        return jdbc.call("reading events", handle -> sql.isOver(handle, experiment, position));
    }

    /**
     * The events after a position.
     *
     * @param patience how long to wait for events; after that the slice is empty
     */
    public Slice after(long position, Selection selection, int limit, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!closed && left > 0 && recent != null && recent.head() <= position && recent.covers(position)) {
                left = news.awaitNanos(left);
            }
            if (recent != null && recent.covers(position)) {
                return recent.after(position, selection, limit);
            }
        } finally {
            lock.unlock();
        }
        Slice slice = read(position, selection, limit);
        if (slice.through() <= position) {
            TimeUnit.MILLISECONDS.sleep(EventWatch.POLL_EVERY.toMillis());
        }
        return slice;
    }

    /** Reads the events published since the last query. */
    private void poll(Handle handle) {
        EventRing ring = recent;
        if (ring == null) {
            ring = new EventRing(
                    KEPT, sql.after(handle, Long.MAX_VALUE, EVERYTHING, 1).through());
        }
        Slice slice = sql.after(handle, ring.head(), EVERYTHING, KEPT);
        lock.lock();
        try {
            slice.events().forEach(ring::add);
            recent = ring;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Slice read(long position, Selection selection, int limit) {
        return jdbc.call("reading events", handle -> sql.after(handle, position, selection, limit));
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
        watch.close();
    }

    /**
     * The next part of the stream for a reader.
     *
     * @param events the selected events, in order
     * @param through the position up to which there is nothing else for the reader, and from which to continue
     * @param pruned the position up to which events have been deleted; a reader that had not reached it missed some
     */
    public record Slice(List<RunEvent> events, long through, long pruned) {
        public Slice {
            events = List.copyOf(events);
        }
    }

    /** The experiments that a reader follows. */
    public sealed interface Selection {
        boolean includes(ExperimentId experiment);

        /** All experiments, including future ones. */
        record Everything() implements Selection {
            @Override
            public boolean includes(ExperimentId experiment) {
                return true;
            }
        }

        /** Some experiments. */
        record Only(Set<ExperimentId> experiments) implements Selection {
            public Only {
                experiments = Set.copyOf(experiments);
            }

            @Override
            public boolean includes(ExperimentId experiment) {
                return experiments.contains(experiment);
            }
        }
    }

    /**
     * The bounds of the stream.
     *
     * @param pruned events up to this position have been deleted
     * @param last the newest position
     */
    public record Bounds(long pruned, long last) {}
}
