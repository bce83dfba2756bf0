package dev.cairn.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** Looks for published events again and again: at once after a notification, and without one often enough. */
final class EventWatch implements AutoCloseable {
    static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Logger LOG = Logger.getLogger(EventWatch.class);
    private static final long RECONNECT_MILLIS = 1000;

    private final DataSource database;
    private final Look look;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("event-watch").unstarted(this::watch);
    private volatile boolean closed;

    /** One look, on the watch's connection. */
    @FunctionalInterface
    interface Look {
        void on(Connection connection) throws SQLException;
    }

    EventWatch(DataSource database, Look look) {
        this.database = database;
        this.look = look;
    }

    void start() {
        thread.start();
    }

    private void watch() {
        while (!closed) {
            try (Connection connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.debugf("watching events lost its connection and reconnects: %s", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warnf("watching events failed and begins again: %s", e.getMessage());
                }
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Events.CHANNEL);
            try {
                while (!closed) {
                    look.on(connection);
                    connection.unwrap(PGConnection.class).getNotifications((int) LOOK_AGAIN.toMillis());
                }
            } finally {
                if (!connection.isClosed()) {
                    statement.execute("unlisten *");
                }
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
            thread.join(LOOK_AGAIN.multipliedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
