package dev.cairn.ledger;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Stores the live progress of one attempt, on a best-effort basis: it drops reports that come too fast and ignores
 * failures.
 */
final class ProgressWriter implements Attempt.Progress, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ProgressWriter.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    private final JdbcRunner jdbc;
    private final OwnedRun owned;
    private final String unit;
    private final Clock clock;
    private final ReentrantLock writing = new ReentrantLock();
    private Instant notBefore = Instant.MIN;
    private boolean closed;

    ProgressWriter(JdbcRunner jdbc, OwnedRun owned, String unit, Clock clock) {
        this.jdbc = jdbc;
        this.owned = owned;
        this.unit = unit;
        this.clock = clock;
    }

    /** Shows that the unit is in progress, for work that reports nothing or hangs before its first report. */
    void begin() {
        show(0, 1, "begun");
    }

    @Override
    public void report(int done, int total, String message) {
        if (!writing.tryLock()) {
            return;
        }
        try {
            Instant now = clock.instant();
            if (closed || (now.isBefore(notBefore) && done < total)) {
                return;
            }
            notBefore = now.plus(INTERVAL);
            show(done, total, message);
        } finally {
            writing.unlock();
        }
    }

    private void show(int done, int total, String message) {
        try {
            write(done, total, message);
        } catch (RuntimeException e) {
            notBefore = clock.instant().plus(PAUSE_AFTER_FAILURE);
            LOG.debugf("progress of run %d, unit %s is not shown: %s", owned.run(), unit, e.getMessage());
        }
    }

    /** Stops writing; when this returns, no write is in progress. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }

    private void write(int done, int total, String message) {
        jdbc.call(
                "showing progress",
                handle -> handle.createUpdate("""
                        insert into unit_progress (run_id, unit, done, total, message)
                        select run_id, :unit, :done, :total, :message from run_owner
                        where run_id = :run and owner = :owner and fence = :fence
                        on conflict (run_id, unit) do update set
                            done = excluded.done, total = excluded.total, message = excluded.message, updated_at = now()""")
                        .bind("unit", unit)
                        .bind("done", done)
                        .bind("total", total)
                        .bind("message", StoredText.clean(message))
                        .bind("run", owned.run())
                        .bind("owner", owned.owner())
                        .bind("fence", owned.fence())
                        .execute());
    }
}
