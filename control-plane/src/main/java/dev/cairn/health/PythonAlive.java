package dev.cairn.health;

import dev.cairn.fleet.Fleet;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Checks that Python inside this JVM, if a run uses it, still accepts calls. */
@Readiness
@ApplicationScoped
final class PythonAlive implements HealthCheck {
    private static final String NAME = "embedded Python";

    private final Fleet fleet;

    PythonAlive(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public HealthCheckResponse call() {
        return fleet.healthy()
                ? CheckResult.up(NAME)
                : CheckResult.down(
                        NAME,
                        "an interpreter hung and was given up; its thread can't be used again",
                        "restart this control plane; its runs resume after their finished units");
    }
}
