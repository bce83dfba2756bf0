package dev.cairn.platform;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port and the passwords by which the server of HOME is reached; the port may change at a start. */
final class PostgresAccess {
    private final Home home;
    private final Path data;
    private PostgresCredentials credentials;

    PostgresAccess(Home home, Path data) {
        this.home = home;
        this.data = data;
        this.credentials = PostgresCredentials.in(home, data);
    }

    PostgresCredentials credentials() {
        return credentials;
    }

    int port() {
        return credentials.port();
    }

    Database database() {
        return new Database(
                url(PostgresRoles.DATABASE),
                PostgresRoles.OWNER,
                credentials.ownerPassword(),
                PostgresRoles.APP,
                credentials.appPassword());
    }

    /** The roles that read history and make its logins. */
    HistoryRoles historyRoles() {
        return new HistoryRoles(
                url(PostgresRoles.DATABASE),
                PostgresRoles.HISTORY_REST,
                credentials.historyPassword(),
                PostgresRoles.HISTORY_ADMIN,
                credentials.historyAdminPassword());
    }

    /** Whether a server accepts our password and serves our data, so that it is ours. */
    boolean isOurs() {
        try {
            String served = admin("postgres")
                    .call(
                            "asking for the data directory",
                            handle -> handle.select("show data_directory")
                                    .mapTo(String.class)
                                    .one());
            return Files.isSameFile(Path.of(served), data);
        } catch (DatabaseException e) {
            if ("28P01".equals(e.sqlState())) {
                throw new PlatformException(
                        "PostgreSQL on port %d refuses the password of %s; restore that file from a copy"
                                .formatted(credentials.port(), PostgresCredentials.file(home)),
                        e);
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** As the superuser of a database. */
    JdbcRunner admin(String database) {
        return Jdbc.as(url(database), PostgresData.ADMIN, credentials.adminPassword());
    }

    /** Remembers the port, also for the next start. */
    void usePort(int port) {
        if (port != credentials.port()) {
            credentials = credentials.withPort(port);
            try {
                credentials.save(home);
            } catch (IOException e) {
                throw new UncheckedIOException("can't write " + PostgresCredentials.file(home), e);
            }
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(credentials.port(), database);
    }
}
