package dev.cairn.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Checks that virtual threads get to run. Requests, heartbeats and runs use them, and they share as many carrier
 * threads as there are cores: calls that block the carriers stop all of these while the process still answers.
 */
@Liveness
@ApplicationScoped
final class VirtualThreadsRun implements HealthCheck {
    private static final String NAME = "virtual threads";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Consumer<Runnable> start;
    private final Duration limit;

    VirtualThreadsRun() {
        this(work -> Thread.ofVirtual().name("liveness").start(work), LIMIT);
    }

    VirtualThreadsRun(Consumer<Runnable> start, Duration limit) {
        this.start = start;
        this.limit = limit;
    }

    @Override
    public HealthCheckResponse call() {
        CountDownLatch ran = new CountDownLatch(1);
        start.accept(ran::countDown);
        try {
            return ran.await(limit.toMillis(), TimeUnit.MILLISECONDS)
                    ? CheckResult.up(NAME)
                    : CheckResult.down(
                            NAME,
                            "no virtual thread ran within " + limit.toSeconds() + " s: all carriers are blocked",
                            "restart this control plane; its runs are taken over");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.down(NAME, "interrupted", "ask again");
        }
    }
}
