package dev.cairn.testing;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.Transactions;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;

/**
 * Hibernate with the application's entities and without its container. One factory serves every database of a JVM,
 * because {@link Transactions} opens each session on its own connection.
 */
public final class TestSessions {
    private TestSessions() {}

    private static final class Holder {
        private static final SessionFactory FACTORY = make(Map.of(
                "hibernate.dialect",
                PostgreSQLDialect.class.getName(),
                "hibernate.boot.allow_jdbc_metadata_access",
                false));
    }

    /** For {@link Transactions}. */
    public static SessionFactory factory() {
        return Holder.FACTORY;
    }

    /** The application's transactions on a database. */
    public static Transactions on(JdbcRunner jdbc) {
        return new Transactions(jdbc, factory());
    }

    /** A factory with settings of a test's own. */
    public static SessionFactory make(Map<String, ?> settings) {
        Configuration configuration = new Configuration();
        configuration.getProperties().putAll(settings);
        entities().forEach(configuration::addAnnotatedClass);
        return configuration.buildSessionFactory();
    }

    /** Every entity of the application. */
    public static List<Class<?>> entities() {
        return ApplicationClasses.in("dev.cairn", "Row")
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .toList();
    }
}
