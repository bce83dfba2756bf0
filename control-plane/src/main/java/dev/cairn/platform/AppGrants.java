package dev.cairn.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the application's role may do with what the owner makes: rows, sequences and functions, no definitions; the audit it
 * may only read and add to.
 */
final class AppGrants {
    private AppGrants() {}

    /** Grants on what exists and on what migrations will make; does nothing where the role does not exist. */
    static void apply(Connection owner, String app) throws SQLException {
        if (owner.getMetaData().getUserName().equals(app) || !roleExists(owner, app)) {
            return;
        }
        String role = owner.createStatement().enquoteIdentifier(app, true);
        try (Statement statement = owner.createStatement()) {
            for (String grant : new String[] {
                "alter default privileges grant select, insert, update, delete on tables to ",
                "alter default privileges grant usage, select on sequences to ",
                "alter default privileges grant execute on functions to ",
                "alter default privileges grant usage on schemas to ",
                "grant usage on schema public to ",
                "grant select, insert, update, delete on all tables in schema public to ",
                "grant usage, select on all sequences in schema public to ",
                "grant execute on all functions in schema public to "
            }) {
                statement.execute(grant + role);
            }
            if (exists(owner, "flyway_schema_history")) {
                statement.execute("revoke insert, update, delete on flyway_schema_history from " + role);
            }
            if (exists(owner, "audit")) {
                statement.execute("revoke update, delete on audit from " + role);
            }
        }
    }

    private static boolean roleExists(Connection owner, String role) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean exists(Connection owner, String table) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement("select to_regclass('public.' || ?)")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getString(1) != null;
            }
        }
    }
}
