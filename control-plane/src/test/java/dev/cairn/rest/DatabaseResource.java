package dev.cairn.rest;

import dev.cairn.platform.Database;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL with Cairn's schema for the application under test. */
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable LocalPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            Path temporary = Files.createTempDirectory("cairn-api-test");
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            Home home = Home.at(temporary.resolve("home"));
            LocalPostgres started = LocalPostgres.start(home, Clock.systemUTC());
            postgres = started;
            Database database = started.database();
            Migrations.run(database);
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.applicationUrl(),
                    "quarkus.datasource.username", database.appUser(),
                    "quarkus.datasource.password", database.appPassword(),
                    "quarkus.log.file.enabled", "true",
                    "quarkus.log.file.path",
                            home.logs().resolve("control-plane.log").toString(),
                    "cairn.home", home.path().toString(),
                    "cairn.python", "/nonexistent/python",
                    "cairn.workers",
                            Path.of("../python-workers/src")
                                    .toAbsolutePath()
                                    .normalize()
                                    .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
