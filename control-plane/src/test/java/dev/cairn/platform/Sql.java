package dev.cairn.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement as one of the two roles. */
final class Sql {
    private Sql() {}

    static Connection owner(LocalPostgres server) throws SQLException {
        Database database = server.database();
        return Jdbc.connect(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
    }

    static Connection app(LocalPostgres server) throws SQLException {
        Database database = server.database();
        return Jdbc.connect(database.jdbcUrl(), database.appUser(), database.appPassword());
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
