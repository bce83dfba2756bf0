package dev.cairn.rest;

import dev.cairn.platform.Database;
import dev.cairn.platform.HistoryRoles;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import dev.cairn.testing.TestConfig;
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
    /** Argument: the interpreter that graders are started with; without it none starts. */
    static final String PYTHON = "python";

    /** The setting with an address of the database that has the name and password of its owner. */
    static final String OWNER_URL = "test.database.owner-url";

    private @Nullable LocalPostgres postgres;
    private String python = "/nonexistent/python";

    @Override
    public void init(Map<String, String> arguments) {
        python = arguments.getOrDefault(PYTHON, python);
    }

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
            HistoryRoles history = started.historyRoles();
            return Map.ofEntries(
                    Map.entry("cairn.history.url", history.jdbcUrl()),
                    Map.entry("cairn.history.password", history.password()),
                    Map.entry("cairn.history.admin-password", history.adminPassword()),
                    Map.entry("quarkus.datasource.jdbc.url", database.applicationUrl()),
                    Map.entry(
                            OWNER_URL,
                            "%s?user=%s&password=%s"
                                    .formatted(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())),
                    Map.entry("quarkus.datasource.username", database.appUser()),
                    Map.entry("quarkus.datasource.password", database.appPassword()),
                    Map.entry("quarkus.log.file.enabled", "true"),
                    Map.entry(
                            "quarkus.log.file.path",
                            home.logs().resolve("control-plane.log").toString()),
                    Map.entry("cairn.home", home.path().toString()),
                    Map.entry("cairn.python", python),
                    // A test waits for it; for all others it is far more than a busy machine needs.
                    Map.entry("cairn.requests.body-time", "15s"),
                    Map.entry("cairn.workers", TestConfig.WORKERS.toString()));
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
