package dev.cairn.testing;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.Transactions;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;

/**
 * Hibernate with the application's entities and without its container. One factory serves every database of a JVM,
 * because {@link Transactions} opens each session on its own connection.
 */
public final class TestSessions {
    private static final String CLASS = ".class";

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
        Path classes = classes();
        try (Stream<Path> files = Files.walk(classes.resolve("dev/cairn"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Row" + CLASS))
                    .<Class<?>>map(name -> load(
                            name.substring(0, name.length() - CLASS.length()).replace('/', '.')))
                    .filter(type -> type.isAnnotationPresent(Entity.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes() {
        try {
            return Path.of(JdbcRunner.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
