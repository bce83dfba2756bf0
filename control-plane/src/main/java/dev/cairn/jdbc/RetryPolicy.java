package dev.cairn.jdbc;

import dev.cairn.base.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How long work waits for a database that is away.
 *
 * @param pauses between two tries
 * @param patience in all, counted in pauses
 */
public record RetryPolicy(Backoff pauses, Duration patience) {
    private static final Logger LOG = Logger.getLogger(RetryPolicy.class);

    /** Two minutes, so that the result of minutes of work is not lost with a restart of the database. */
    public static RetryPolicy standard() {
        return new RetryPolicy(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)), Duration.ofMinutes(2));
    }

    /**
     * Repeats work while its failures are transient.
     *
     * @param work that may be done again from its beginning
     * @throws DatabaseException of the last try
     */
    public <T extends @Nullable Object> T call(Supplier<T> work) throws InterruptedException {
        Duration waited = Duration.ZERO;
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (DatabaseException e) {
                if (!e.isTransient() || waited.compareTo(patience) >= 0) {
                    throw e;
                }
                Duration pause = pauses.after(tries);
                LOG.warnf("%s; next try in %d ms", e.getMessage(), pause.toMillis());
                Thread.sleep(pause);
                waited = waited.plus(pause);
            }
        }
    }
}
