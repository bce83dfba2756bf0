package dev.cairn.health;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports each outage of the database once, when it begins and when it ends; the loops that notice it in between do not
 * log. Connections from before an outage are dropped at its end, since each would fail the next request that uses it.
 */
@ApplicationScoped
final class DatabaseWatch {
    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);
    private static final long LOOK_MILLIS = 500;

    private final DatabaseProbe question;
    private final AgroalDataSource pool;
    private final Clock clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-watch").factory());
    private @Nullable Instant awaySince;

    DatabaseWatch(DatabaseProbe question, AgroalDataSource pool, Clock clock) {
        this.question = question;
        this.pool = pool;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule; look() throws nothing
    void start(@Observes StartupEvent event) {
        schedule.scheduleWithFixedDelay(this::check, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        schedule.shutdownNow();
    }

    private void check() {
        try {
            question.ask("select 1");
            answered();
        } catch (SQLException e) {
            away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void away(SQLException why) {
        if (awaySince == null && !schedule.isShutdown()) {
            awaySince = clock.instant();
            LOG.warnf("the database does not answer; runs and requests wait until it is back: %s", why.getMessage());
        }
    }

    private void answered() {
        Instant since = awaySince;
        if (since != null) {
            pool.flush(AgroalDataSource.FlushMode.IDLE);
            LOG.warnf(
                    "the database is back after %d s",
                    Duration.between(since, clock.instant()).toSeconds());
            awaySince = null;
        }
    }
}
