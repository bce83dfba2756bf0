package dev.cairn.health;

import dev.cairn.jdbc.SqlFailures;
import dev.cairn.queue.ControlPlaneReports;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.PartHealth;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Reports the health of this control plane's parts to the others, through the database. */
@ApplicationScoped
final class HealthReport {
    private static final Logger LOG = Logger.getLogger(HealthReport.class);
    private static final long LOOK_SECONDS = 3;

    private final PartChecks checks;
    private final ControlPlaneReports reports;
    private final ControlPlane self;
    private final Clock clock;
    private final Map<PartHealth.PartKind, PartHealth> seen = new EnumMap<>(PartHealth.PartKind.class);
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("health-report").factory());

    HealthReport(PartChecks checks, ControlPlaneReports reports, ControlPlane self, Clock clock) {
        this.checks = checks;
        this.reports = reports;
        this.self = self;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule; failures are logged below
    void start(@Observes StartupEvent event) {
        schedule.scheduleWithFixedDelay(this::tick, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        schedule.shutdownNow();
    }

    private void tick() {
        try {
            Instant now = clock.instant();
            List<PartHealth> parts = checks.look(now);
            reports.report(self.id(), parts.stream().map(this::sinceItIsSo).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.logf(
                    SqlFailures.isDatabaseUnavailable(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "reporting the health of this control plane failed and will be tried again: %s",
                    e.getMessage());
        }
    }

    /** Keeps the time at which the part came to its state. */
    private PartHealth sinceItIsSo(PartHealth now) {
        PartHealth before = seen.get(now.part());
        PartHealth shown = before != null && before.state() == now.state() ? now.since(before.since()) : now;
        seen.put(now.part(), shown);
        return shown;
    }
}
