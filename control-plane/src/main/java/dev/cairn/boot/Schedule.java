package dev.cairn.boot;

import dev.cairn.jdbc.SqlFailures;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Repeats work, each kind on its own thread, so that slow work holds up only its own kind. */
final class Schedule implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Schedule.class);

    /** The kinds of work, by what they wait for. */
    enum Kind {
        /** The event stream, whose clients notice any delay immediately. */
        EVENTS,
        /** Short SQL statements. */
        ROWS,
        /** Disk access, where one pass may take minutes. */
        FILES,
        /** Engines and workers elsewhere, which may not answer. */
        SERVICES,
        /** The removal of what people have deleted. */
        DELETION,
        /** The removal of rows and files that need not be kept, which may take hours. */
        RETENTION
    }

    private final Map<Kind, ScheduledExecutorService> threads = new EnumMap<>(Kind.class);

    Schedule() {
        for (Kind kind : Kind.values()) {
            String name = "background-" + kind.name().toLowerCase(Locale.ROOT);
            threads.put(
                    kind,
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name(name).factory()));
        }
    }

    /** Does the work after each pause. A failure is logged, and the work is repeated. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule
    void repeat(Kind kind, String what, Runnable work, long pauseMillis) {
        ScheduledExecutorService thread = threads.get(kind);
        if (thread == null) {
            throw new IllegalStateException("there is no thread for " + kind);
        }
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        // DatabaseWatch reports an outage once for all jobs.
                        LOG.logf(
                                SqlFailures.isDatabaseUnavailable(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
                                "%s failed and will be tried again: %s",
                                what,
                                e.getMessage());
                    }
                },
                pauseMillis,
                pauseMillis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.values().forEach(ScheduledExecutorService::shutdownNow);
    }
}
