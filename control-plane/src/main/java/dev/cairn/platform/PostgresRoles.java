package dev.cairn.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Creates the local server's roles and its database if they are missing. */
final class PostgresRoles {
    static final String DATABASE = "cairn";
    static final String OWNER = "cairn_owner";
    static final String APP = "cairn_app";
    static final String HISTORY_REST = "cairn_history_rest";
    static final String HISTORY_ADMIN = "cairn_history_admin";

    /** Also for administrators of other servers, who run it themselves. */
    private static final String HISTORY_SQL = "history-roles.sql";

    private PostgresRoles() {}

    /** Every step checks first, so that the next start completes one that was killed halfway. */
    static String ensure(Handle admin, PostgresCredentials credentials) {
        if (isMissing(admin, "select 1 from pg_roles where rolname = ?", OWNER)) {
            admin.execute(createRole(OWNER, credentials.ownerPassword()));
        }
        if (isMissing(admin, "select 1 from pg_roles where rolname = ?", APP)) {
            admin.execute(createRole(APP, credentials.appPassword()));
        }
        if (isMissing(admin, "select 1 from pg_database where datname = ?", DATABASE)) {
            admin.execute("create database " + DATABASE + " owner " + OWNER);
        }
        admin.execute("revoke all on database " + DATABASE + ", postgres, template1 from public");
        admin.execute("grant connect on database " + DATABASE + " to " + APP);
        return DATABASE;
    }

    /** Makes the roles of history's readers, in Cairn's database as the superuser. */
    static String isolateHistory(Handle admin, PostgresCredentials credentials) throws SQLException {
        try (Statement statement = admin.getConnection().createStatement()) {
            statement.execute(historySql());
        }
        setPassword(admin, HISTORY_REST, credentials.historyPassword());
        setPassword(admin, HISTORY_ADMIN, credentials.historyAdminPassword());
        return HISTORY_REST;
    }

    private static void setPassword(Handle admin, String role, String password) {
        if (!isMissing(admin, "select 1 from pg_authid where rolname = ? and rolpassword is null", role)) {
            admin.execute("alter role %s password '%s'".formatted(role, password));
        }
    }

    private static String historySql() {
        try (InputStream file =
                Objects.requireNonNull(PostgresRoles.class.getResourceAsStream(HISTORY_SQL), HISTORY_SQL)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMissing(Handle admin, String query, String name) {
        return admin.select(query, name).mapTo(Integer.class).findOne().isEmpty();
    }

    /** Our passwords are base64url and need no quoting. */
    private static String createRole(String name, String password) {
        return "create role %s login nosuperuser nocreatedb nocreaterole noreplication password '%s'"
                .formatted(name, password);
    }
}
