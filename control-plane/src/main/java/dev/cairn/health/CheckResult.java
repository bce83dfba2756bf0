package dev.cairn.health;

import org.eclipse.microprofile.health.HealthCheckResponse;

/** Answers of checks; a failing one says in {@code what to do} how to get out of it. */
final class CheckResult {
    private CheckResult() {}

    static HealthCheckResponse up(String name) {
        return HealthCheckResponse.up(name);
    }

    static HealthCheckResponse down(String name, String why, String whatToDo) {
        return HealthCheckResponse.named(name)
                .down()
                .withData("why", why)
                .withData("what to do", whatToDo)
                .build();
    }
}
