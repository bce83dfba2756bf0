package dev.cairn.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.api.MigrationVersion;

/** Checks that the database has the schema of this build. */
@Readiness
@ApplicationScoped
final class SchemaIsCurrent implements HealthCheck {
    /** The version of the schema. */
    static final String NEWEST =
            "select version from flyway_schema_history where success order by installed_rank desc limit 1";

    private static final String NAME = "migrations";

    private final DatabaseProbe question;
    private final MigrationVersion expected;

    SchemaIsCurrent(DatabaseProbe question) throws IOException {
        this.question = question;
        this.expected = NewestMigration.onTheClassPath();
    }

    @Override
    public HealthCheckResponse call() {
        try {
            String found = question.ask(NEWEST);
            return compare(found.isEmpty() ? MigrationVersion.EMPTY : MigrationVersion.fromVersion(found), expected);
        } catch (SQLException e) {
            return CheckResult.down(
                    NAME,
                    "flyway_schema_history can't be read: " + e.getMessage(),
                    "make sure that the check 'database' is up, then start Cairn again, which brings the schema up to date");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.down(NAME, "interrupted", "ask again");
        }
    }

    static HealthCheckResponse compare(MigrationVersion found, MigrationVersion expected) {
        if (found.equals(expected)) {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("version", expected.toString())
                    .build();
        }
        return CheckResult.down(
                NAME,
                "the schema is at version " + found + ", this build expects " + expected,
                found.isNewerThan(expected.getVersion())
                        ? "a newer Cairn uses this database: start that build here too"
                        : "start Cairn again, which brings the schema up to date");
    }
}
