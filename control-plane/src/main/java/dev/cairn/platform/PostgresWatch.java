package dev.cairn.platform;

import dev.cairn.base.Backoff;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Restarts the local PostgreSQL whenever it dies while its control plane runs. */
public final class PostgresWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PostgresWatch.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15));

    private final LocalPostgres server;
    private final Clock clock;
    private final Thread thread;

    private PostgresWatch(LocalPostgres server, Clock clock) {
        this.server = server;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::watch);
    }

    /** Watches a running server. Close the watch before the server, or the server is restarted. */
    public static PostgresWatch on(LocalPostgres server, Clock clock) {
        PostgresWatch watch = new PostgresWatch(server, clock);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (true) {
                awaitDeath();
                reviveUntilItRuns();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitDeath() throws InterruptedException {
        while (server.pid().isPresent()) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private void reviveUntilItRuns() throws InterruptedException {
        Instant died = clock.instant();
        LOG.warn("PostgreSQL has ended unexpectedly; starting it again");
        for (int tries = 1; ; tries++) {
            try {
                server.revive();
                LOG.warnf(
                        "PostgreSQL runs again, %s ms after its end was noticed",
                        Duration.between(died, clock.instant()).toMillis());
                return;
            } catch (PlatformException | UncheckedIOException e) {
                Duration pause = PAUSES.after(tries);
                LOG.warnf("PostgreSQL could not be started, next try in %s s: %s", pause.toSeconds(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        }
    }

    /** Stops the watch; the server keeps running. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
