package dev.cairn.health;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells which build this is, and which schema it found. */
@Singleton
public final class ServerVersions {
    private final JdbcRunner jdbc;
    private final String version;

    ServerVersions(JdbcRunner jdbc, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.jdbc = jdbc;
        this.version = version;
    }

    public ServerVersion read() {
        String schema = jdbc.call(
                "reading the version of the schema",
                handle -> handle.createQuery(SchemaIsCurrent.NEWEST)
                        .mapTo(String.class)
                        .findFirst()
                        .orElse(""));
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return new ServerVersion(version, schema, started);
    }
}
