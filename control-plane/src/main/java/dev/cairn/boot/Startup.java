package dev.cairn.boot;

import dev.cairn.cli.Options;
import dev.cairn.platform.ArtifactRoot;
import dev.cairn.platform.Database;
import dev.cairn.platform.HistoryRoles;
import dev.cairn.platform.Home;
import dev.cairn.platform.HomeLock;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import dev.cairn.platform.PlatformException;
import dev.cairn.platform.PostgresWatch;
import dev.cairn.platform.WebCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepares what the application needs: HOME and its lock, a free port, Python, the database and its schema. */
final class Startup {
    /** Runs on the same machine come first. */
    private static final String QUERY_NICE = "15";

    private final HomeLock lock;
    private final @Nullable LocalPostgres localDatabase;
    private final @Nullable PostgresWatch watch;
    private final Map<String, String> configuration;

    private Startup(HomeLock lock, @Nullable LocalPostgres localDatabase, Map<String, String> configuration) {
        this.lock = lock;
        this.localDatabase = localDatabase;
        this.watch = localDatabase == null ? null : PostgresWatch.on(localDatabase, Clock.systemUTC());
        this.configuration = configuration;
    }

    /** @throws StartupException if something is missing; the message says what */
    static Startup prepare(Options options) {
        try {
            requireFreePort(options.port());
            Path python = requiredPath("CAIRN_PYTHON", "the Python of Cairn's environment");
            Path workers = requiredPath("CAIRN_WORKERS", "the directory python-workers/src");
            Home home = Home.at(options.home());
            HomeLock lock = HomeLock.take(home);
            LocalPostgres local =
                    System.getenv("CAIRN_DB_URL") == null ? LocalPostgres.start(home, Clock.systemUTC()) : null;
            Database database = local == null ? external() : local.database();
            Migrations.run(database);
            ArtifactRoot.check(database, options.artifacts().orElse(home.artifacts()));
            Map<String, String> configuration = new HashMap<>(historyRoles(database, local));
            configuration.putAll(Map.ofEntries(
                    Map.entry("quarkus.http.port", Integer.toString(options.port())),
                    Map.entry("quarkus.datasource.jdbc.url", database.applicationUrl()),
                    Map.entry("quarkus.datasource.username", database.appUser()),
                    Map.entry("quarkus.datasource.password", database.appPassword()),
                    Map.entry("quarkus.log.file.enabled", "true"),
                    Map.entry(
                            "quarkus.log.file.path",
                            home.logs().resolve("control-plane.log").toString()),
                    Map.entry(
                            "quarkus.vertx.cache-directory",
                            WebCache.empty(home).toString()),
                    // dev.cairn.rest.edge.Addresses checks more strictly, with an error message.
                    Map.entry("vertx.disableURIValidation", "true"),
                    Map.entry("cairn.home", home.path().toString()),
                    Map.entry(
                            "cairn.artifacts",
                            options.artifacts().orElse(home.artifacts()).toString()),
                    Map.entry("cairn.pools", String.join(",", options.pools())),
                    Map.entry("cairn.runs-at-once", Integer.toString(options.runs())),
                    Map.entry("cairn.python", python.toString()),
                    Map.entry("cairn.workers", workers.toString()),
                    Map.entry("cairn.models", System.getenv().getOrDefault("CAIRN_MODELS", home.path() + "/models"))));
            return new Startup(lock, local, Map.copyOf(configuration));
        } catch (PlatformException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new StartupException(withCause(e), e);
        } catch (InterruptedException e) {
            throw new StartupException("interrupted", e);
        }
    }

    private static String withCause(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause.getMessage();
    }

    /** Publishes the configuration as system properties, which Quarkus reads when it starts. */
    void publishConfiguration() {
        configuration.forEach(System::setProperty);
    }

    /** Stops the database cleanly and unlocks HOME, after the application has ended. */
    void stop() {
        if (watch != null) {
            watch.close();
        }
        if (localDatabase != null) {
            localDatabase.close();
        }
        lock.close();
    }

    /** An administrator of an external database gives its roles' passwords in the environment. */
    private static Map<String, String> historyRoles(Database database, @Nullable LocalPostgres local) {
        if (local == null) {
            return Map.of("cairn.history.url", database.jdbcUrl());
        }
        return settings(local.historyRoles());
    }

    static Map<String, String> settings(HistoryRoles roles) {
        return Map.of(
                "cairn.history.url", roles.jdbcUrl(),
                "cairn.history.user", roles.user(),
                "cairn.history.password", roles.password(),
                "cairn.history.admin-user", roles.adminUser(),
                "cairn.history.admin-password", roles.adminPassword(),
                "cairn.history.nice", QUERY_NICE);
    }

    private static Database external() {
        return Database.external(
                System.getenv("CAIRN_DB_URL"),
                System.getenv().getOrDefault("CAIRN_DB_USER", "cairn"),
                System.getenv().getOrDefault("CAIRN_DB_PASSWORD", ""));
    }

    private static void requireFreePort(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new StartupException(
                    "port " + port
                            + " is in use; choose another one with --port N, or end the program that listens there",
                    e);
        }
    }

    private static Path requiredPath(String variable, String what) {
        String value = System.getenv(variable);
        if (value == null || !Files.exists(Path.of(value))) {
            throw new StartupException(
                    variable + " must name " + what + (value == null ? "" : "; " + value + " does not exist")
                            + ": start Cairn with ops/run, which sets it up");
        }
        return Path.of(value).toAbsolutePath();
    }
}
