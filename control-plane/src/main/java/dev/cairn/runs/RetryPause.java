package dev.cairn.runs;

import dev.cairn.base.Backoff;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.WaitNotice;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The pause before a run is tried again; the run shows that it waits, and why. */
final class RetryPause {
    private static final Logger LOG = Logger.getLogger(RetryPause.class);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private RetryPause() {}

    /**
     * Waits.
     *
     * @param failed attempts that have failed, 1 or more
     * @param attempts after which the run is deferred
     */
    static void after(int failed, int attempts, ClaimedRun run, JdbcJournal journal, String reason)
            throws InterruptedException {
        Duration pause = PAUSES.after(failed, ThreadLocalRandom.current());
        String again = String.format(
                Locale.ROOT,
                "%s; trying again in %.1f s (%d of %d)",
                reason,
                pause.toMillis() / 1000.0,
                failed,
                attempts);
        LOG.warnf("run %s: %s", run.id(), again);
        try (WaitNotice _ = journal.waiting(WaitNotice.Cause.PAUSE, again)) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }
}
