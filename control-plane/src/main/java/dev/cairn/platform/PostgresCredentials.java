package dev.cairn.platform;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * Passwords of the local server's roles and its port, in a file in HOME that only its owner can read.
 *
 * @param historyPassword of the role that runs the queries of the REST door
 * @param historyAdminPassword of the role that makes logins of history
 */
record PostgresCredentials(
        String adminPassword,
        String ownerPassword,
        String appPassword,
        String historyPassword,
        String historyAdminPassword,
        int port) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HISTORY = "history";
    private static final String HISTORY_ADMIN = "history-admin";

    static Path file(Home home) {
        return home.postgres().resolve("credentials.properties");
    }

    /**
     * Reads the credentials. They are created at the first start, before there is any data that they could not open.
     */
    static PostgresCredentials in(Home home, Path data) {
        Path file = file(home);
        try {
            if (Files.exists(file)) {
                return read(home, file);
            }
            if (Files.exists(data)) {
                throw new PlatformException(
                        "%s is missing, so the database in %s can't be opened; restore the file, or move the data away to start empty"
                                .formatted(file, data));
            }
            PostgresCredentials fresh = new PostgresCredentials(
                    password(), password(), password(), password(), password(), FreePort.find());
            fresh.save(home);
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or write " + file, e);
        }
    }

    PostgresCredentials withPort(int other) {
        return new PostgresCredentials(
                adminPassword, ownerPassword, appPassword, historyPassword, historyAdminPassword, other);
    }

    void save(Home home) throws IOException {
        String text = "# Cairn's local PostgreSQL; keep this file with pg/data%nadmin=%s%nowner=%s%napp=%s%n"
                        .formatted(adminPassword, ownerPassword, appPassword)
                + "%s=%s%n%s=%s%nport=%d%n"
                        .formatted(HISTORY, historyPassword, HISTORY_ADMIN, historyAdminPassword, port);
        DurableFiles.replace(file(home), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the passwords of roles that the version which wrote the file did not have. */
    private static PostgresCredentials read(Home home, Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        PostgresCredentials read = new PostgresCredentials(
                value(properties, file, "admin"),
                value(properties, file, "owner"),
                value(properties, file, "app"),
                properties.getProperty(HISTORY, password()),
                properties.getProperty(HISTORY_ADMIN, password()),
                Integer.parseInt(value(properties, file, "port")));
        if (!properties.containsKey(HISTORY) || !properties.containsKey(HISTORY_ADMIN)) {
            read.save(home);
        }
        return read;
    }

    private static String value(Properties properties, Path file, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new PlatformException("%s lacks '%s'; restore it from a copy".formatted(file, key));
        }
        return value;
    }

    private static String password() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "credentials for port " + port;
    }
}
