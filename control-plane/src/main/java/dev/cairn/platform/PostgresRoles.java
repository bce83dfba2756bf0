package dev.cairn.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the local server's two roles and the database where they are missing. */
final class PostgresRoles {
    static final String DATABASE = "cairn";
    static final String OWNER = "cairn_owner";
    static final String APP = "cairn_app";

    private PostgresRoles() {}

    /** Every step looks first: a start that was killed half-way is completed by the next one. */
    static void ensure(Connection admin, PostgresCredentials credentials) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            if (missing(admin, "select 1 from pg_roles where rolname = ?", OWNER)) {
                statement.execute(createRole(OWNER, credentials.ownerPassword()));
            }
            if (missing(admin, "select 1 from pg_roles where rolname = ?", APP)) {
                statement.execute(createRole(APP, credentials.appPassword()));
            }
            if (missing(admin, "select 1 from pg_database where datname = ?", DATABASE)) {
                statement.execute("create database " + DATABASE + " owner " + OWNER);
            }
            statement.execute("revoke all on database " + DATABASE + ", postgres, template1 from public");
            statement.execute("grant connect on database " + DATABASE + " to " + APP);
        }
    }

    private static boolean missing(Connection admin, String query, String name) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return !row.next();
            }
        }
    }

    /** Our passwords are base64url, so they need no quoting. */
    private static String createRole(String name, String password) {
        return "create role %s login nosuperuser nocreatedb nocreaterole noreplication password '%s'"
                .formatted(name, password);
    }
}
