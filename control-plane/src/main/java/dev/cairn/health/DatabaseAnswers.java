package dev.cairn.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Checks that the database answers within two seconds. */
@Readiness
@ApplicationScoped
final class DatabaseAnswers implements HealthCheck {
    static final String REMEDY =
            "make sure that PostgreSQL runs and accepts connections; runs resume by themselves when it is back";

    private static final String NAME = "database";

    private final DatabaseProbe question;

    DatabaseAnswers(DatabaseProbe question) {
        this.question = question;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            question.ask("select 1");
            return CheckResult.up(NAME);
        } catch (SQLException e) {
            return CheckResult.down(NAME, String.valueOf(e.getMessage()), REMEDY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.down(NAME, "interrupted", "ask again");
        }
    }
}
