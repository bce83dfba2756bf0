package dev.cairn.health;

import org.eclipse.microprofile.health.HealthCheckResponse;

/** Results of checks; a failing one says in {@code remedy} what to do. */
final class CheckResult {
    private CheckResult() {}

    static HealthCheckResponse up(String name) {
        return HealthCheckResponse.up(name);
    }

    static HealthCheckResponse down(String name, String reason, String remedy) {
        return HealthCheckResponse.named(name)
                .down()
                .withData("reason", reason)
                .withData("remedy", remedy)
                .build();
    }
}
