package dev.cairn.platform;

import dev.cairn.jdbc.DatabaseException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates a database's schema to this version of Cairn, as its owner. */
public final class Migrations {
    private static final String LOCATION = "classpath:db/migration";

    private Migrations() {}

    /**
     * Runs the missing migrations and grants the application's role its rights.
     *
     * @return number of migrations that ran
     */
    public static int run(Database database) {
        return run(database, LOCATION);
    }

    static int run(Database database, String location) {
        try {
            grant(database);
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                    .locations(location)
                    .cleanDisabled(true)
                    .load();
            boolean found = Arrays.stream(flyway.info().all())
                    .anyMatch(migration -> migration.getState().isResolved());
            if (!found) {
                throw new PlatformException(
                        "no migration found at %s: this build of Cairn is broken; build it again from a complete checkout"
                                .formatted(location));
            }
            int ran = flyway.migrate().migrationsExecuted;
            grant(database);
            return ran;
        } catch (FlywayException | DatabaseException e) {
            throw new PlatformException(
                    "the schema of %s can't be brought up to date: %s".formatted(database, e.getMessage()), e);
        }
    }

    private static void grant(Database database) {
        Jdbc.owning(database).call("granting", handle -> AppGrants.apply(handle, database.appUser()));
        Jdbc.owning(database).call("granting the readers of history", AppGrants::applyHistory);
    }
}
