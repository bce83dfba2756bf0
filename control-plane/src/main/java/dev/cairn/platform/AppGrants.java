package dev.cairn.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The rights of the application's role on the owner's objects: rows, sequences and functions, but no definitions. It
 * may only read the audit and add to it.
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

    private AppGrants() {}

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

    private static boolean exists(Handle owner, String table) {
        return owner.createQuery("select to_regclass('public.' || :table) is not null")
                .bind("table", table)
                .mapTo(Boolean.class)
                .one();
    }
}
