package dev.cairn.platform;

import dev.cairn.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens single connections outside the pool. */
final class Jdbc {
    static {
        // inside Quarkus the driver is not on the system class path, which is the only one that DriverManager searches
        try {
            Class.forName("org.postgresql.Driver");
        } catch (ClassNotFoundException e) {
            throw new PlatformException("the class path lacks the PostgreSQL driver (org.postgresql:postgresql)", e);
        }
    }

    private Jdbc() {}

    /** A runner as the owner of a database. */
    static JdbcRunner owning(Database database) {
        return as(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
    }

    /** A runner that opens a connection for each piece of work. */
    static JdbcRunner as(String url, String user, String password) {
        return new JdbcRunner(() -> connect(url, user, password));
    }

    static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "cairn-boot");
        return DriverManager.getConnection(url, properties);
    }
}
