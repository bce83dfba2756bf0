package dev.cairn.events;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/** Polls for published events, immediately after a notification, and often enough without one. */
final class EventWatch implements AutoCloseable {
    static final Duration POLL_EVERY = Duration.ofMillis(500);
    private static final Logger LOG = Logger.getLogger(EventWatch.class);
    private static final long RECONNECT_MILLIS = 1000;

    private final JdbcRunner jdbc;
    private final Poll look;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("event-watch").unstarted(this::watch);
    private volatile boolean closed;

    /** One poll, on the watch's connection. */
    @FunctionalInterface
    interface Poll {
        void on(Handle handle);
    }

    EventWatch(JdbcRunner jdbc, Poll look) {
        this.jdbc = jdbc;
        this.look = look;
    }

    void start() {
        thread.start();
    }

    private void watch() {
        while (!closed) {
            try {
                jdbc.call("watching events", handle -> listen(handle));
            } catch (DatabaseException e) {
                LOG.debugf("the connection was lost and is being reopened: %s", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warnf("watching events failed and will be tried again: %s", e.getMessage());
                }
                pause();
            }
        }
    }

    private boolean listen(Handle handle) throws SQLException {
        PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
        handle.execute("listen " + Events.CHANNEL);
        try {
            while (!closed) {
                look.on(handle);
                connection.getNotifications((int) POLL_EVERY.toMillis());
            }
            return true;
        } finally {
            if (!handle.getConnection().isClosed()) {
                handle.execute("unlisten *");
            }
        }
    }

    private void pause() {
        if (closed) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(POLL_EVERY.multipliedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
