package dev.cairn.health;

import dev.cairn.runs.RunExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Checks that this control plane is not shutting down. */
@Readiness
@ApplicationScoped
final class NotDraining implements HealthCheck {
    private static final String NAME = "not draining";

    private final RunExecutor executor;

    NotDraining(RunExecutor executor) {
        this.executor = executor;
    }

    @Override
    public HealthCheckResponse call() {
        return executor.isDraining()
                ? CheckResult.down(
                        NAME,
                        "this control plane is stopping and claims no runs",
                        "send requests to another one, or wait until this one has restarted")
                : CheckResult.up(NAME);
    }
}
