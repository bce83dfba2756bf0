package dev.cairn.jdbc;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Producer for access to the application's database. */
final class JdbcBeans {
    @Produces
    @Singleton
    JdbcRunner jdbcRunner(DataSource database) {
        return new JdbcRunner(database);
    }
}
