package dev.cairn.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The rights on the owner's objects. The application's role has rows, sequences and functions, but no definitions, and
 * may only read the audit and add to it. The readers of history have the views in the schema history, and nothing else.
 */
final class AppGrants {
    private static final List<String> GRANTS = List.of(
            "alter default privileges grant select, insert, update, delete on tables to ",
            "alter default privileges grant usage, select on sequences to ",
            "alter default privileges grant execute on functions to ",
            "alter default privileges grant usage on schemas to ",
            "grant usage on schema public to ",
            "grant select, insert, update, delete on all tables in schema public to ",
            "grant usage, select on all sequences in schema public to ",
            "grant execute on all functions in schema public to ");

    private static final List<String> HISTORY = List.of(
            "grant usage on schema history to cairn_history",
            "grant select on all tables in schema history to cairn_history",
            "alter default privileges in schema history grant select on tables to cairn_history",
            "grant usage on schema history_access to cairn_history",
            "revoke all on schema public from public");

    private AppGrants() {}

    /** Lets the readers of history see the views that exist and those of later migrations. */
    static int applyHistory(Handle owner) {
        if (!roleExists(owner, "cairn_history") || !schemaExists(owner, "history")) {
            return 0;
        }
        HISTORY.forEach(owner::execute);
        return HISTORY.size();
    }

    /** Grants rights on existing objects and on those of later migrations; does nothing if the role does not exist. */
    static String apply(Handle owner, String app) throws SQLException {
        Connection connection = owner.getConnection();
        if (!connection.getMetaData().getUserName().equals(app) && roleExists(owner, app)) {
            try (Statement statement = connection.createStatement()) {
                grant(owner, statement.enquoteIdentifier(app, true));
            }
        }
        return app;
    }

    private static void grant(Handle owner, String role) {
        for (String grant : GRANTS) {
            owner.execute(grant + role);
        }
        for (String schema : List.of("history", "history_access")) {
            if (schemaExists(owner, schema)) {
                owner.execute("grant usage on schema " + schema + " to " + role);
            }
        }
        if (exists(owner, "flyway_schema_history")) {
            owner.execute("revoke insert, update, delete on flyway_schema_history from " + role);
        }
        if (exists(owner, "audit")) {
            owner.execute("revoke update, delete on audit from " + role);
        }
    }

    private static boolean roleExists(Handle owner, String role) {
        return owner.createQuery("select exists (select from pg_roles where rolname = :role)")
                .bind("role", role)
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean schemaExists(Handle owner, String schema) {
        return owner.createQuery("select to_regnamespace(:schema) is not null")
                .bind("schema", schema)
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean exists(Handle owner, String table) {
        return owner.createQuery("select to_regclass('public.' || :table) is not null")
                .bind("table", table)
                .mapTo(Boolean.class)
                .one();
    }
}
