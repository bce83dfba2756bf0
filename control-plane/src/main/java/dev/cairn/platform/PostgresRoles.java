package dev.cairn.platform;

import org.jdbi.v3.core.Handle;

/** Creates the local server's two roles and its database if they are missing. */
final class PostgresRoles {
    static final String DATABASE = "cairn";
    static final String OWNER = "cairn_owner";
    static final String APP = "cairn_app";

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

    private static boolean isMissing(Handle admin, String query, String name) {
        return admin.select(query, name).mapTo(Integer.class).findOne().isEmpty();
    }

    /** Our passwords are base64url and need no quoting. */
    private static String createRole(String name, String password) {
        return "create role %s login nosuperuser nocreatedb nocreaterole noreplication password '%s'"
                .formatted(name, password);
    }
}
