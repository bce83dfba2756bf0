package dev.cairn.jdbc;

import dev.cairn.base.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How long work waits for an unreachable database.
 *
 * @param pauses pauses between two attempts
 * @param patience sum of all pauses
 */
public record RetryPolicy(Backoff pauses, Duration patience) {
    private static final Logger LOG = Logger.getLogger(RetryPolicy.class);

    /**
     * The standard policy: two minutes, so that a restart of the database does not lose the result of minutes of work.
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)), Duration.ofMinutes(2));
    }

    /**
     * Repeats work while its failures are transient.
     *
     * @param work work that can be repeated from its beginning
     * @throws DatabaseException the failure of the last attempt
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
