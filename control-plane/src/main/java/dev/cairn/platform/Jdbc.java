package dev.cairn.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Single connections outside any pool. */
final class Jdbc {
    private Jdbc() {}

    static Connection connect(String url, String user, String password) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(10);
        source.setApplicationName("cairn-boot");
        return source.getConnection();
    }
}
