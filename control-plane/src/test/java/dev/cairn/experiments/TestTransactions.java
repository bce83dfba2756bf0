package dev.cairn.experiments;

import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;

/** Hibernate's transactions without a container; the session factory is made for the first of them. */
public final class TestTransactions implements Transactions {
    private static final Map<Object, SessionFactory> FACTORIES = new ConcurrentHashMap<>();

    private final Object key;
    private final DataSource database;

    private TestTransactions(Object key, DataSource database) {
        this.key = key;
        this.database = database;
    }

    /** One factory per database is enough for all tests of a JVM. */
    public static TestTransactions on(TestDatabase database) {
        return new TestTransactions(database.applicationUrl(), database.application());
    }

    /** On a database that a test has changed, for instance so that it fails. */
    public static TestTransactions on(DataSource database) {
        return new TestTransactions(database, database);
    }

    /** Their type is the room's own. */
    public void giveTo(TestControlPlane plane) {
        plane.with(Transactions.class, this);
    }

    @Override
    public <T> T call(Function<StatelessSession, T> work) {
        return FACTORIES.computeIfAbsent(key, made -> factory(database)).fromStatelessTransaction(work);
    }

    private static SessionFactory factory(DataSource database) {
        Configuration configuration =
                new Configuration().addAnnotatedClass(ExperimentRow.class).addAnnotatedClass(RunRow.class);
        configuration.getProperties().put("hibernate.connection.datasource", database);
        return configuration.buildSessionFactory();
    }
}
