package dev.cairn.testing;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.Transactions;
import dev.cairn.platform.Database;
import dev.cairn.platform.HistoryRoles;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The real PostgreSQL with Cairn's schema, one per JVM unless a test needs its own; used as the application's role. */
public final class TestDatabase {
    private static @Nullable TestDatabase instance;

    private final Database database;
    private final HistoryRoles history;
    private @Nullable DataSource pool;
    private static @Nullable DataSource shared;

    private TestDatabase(Database database, HistoryRoles history) {
        this.database = database;
        this.history = history;
        Migrations.run(database);
    }

    /** A new server with the present schema. */
    static TestDatabase started() {
        try {
            Path temporary = Files.createTempDirectory("cairn-test-db");
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            LocalPostgres postgres = LocalPostgres.start(Home.at(temporary.resolve("home")), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                delete(temporary);
            }));
            return on(postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server of a test's own. */
    public static TestDatabase on(LocalPostgres postgres) {
        return new TestDatabase(postgres.database(), postgres.historyRoles());
    }

    /** The shared server, with no rows and no closed queue left from other tests; the audit stays. */
    public static synchronized TestDatabase empty() {
        TestDatabase shared = instance;
        if (shared == null) {
            shared = started();
            instance = shared;
        }
        shared.asOwner(
                "truncate registered_service, problem_set, experiment, run, run_unit, artifact, rollout, rollout_text, metric_point, api_token, idempotency_key, audit_intent,"
                        + " history_query, saved_query, list_view, retention_removal, history_access.login, history_access.reader, control_plane, quota cascade;"
                        + " delete from pool where name <> 'default'; update pool set state = 'open', training_slots = null;"
                        + " update queue_control set state = 'open'");
        return shared;
    }

    /** The roles of history's readers. */
    public HistoryRoles historyRoles() {
        return history;
    }

    /** As the role that runs the queries over history. */
    public PGSimpleDataSource historyReader() {
        return source(history.user(), history.password());
    }

    public DataSource application() {
        DataSource kept = pool;
        return kept == null ? source(database.appUser(), database.appPassword()) : kept;
    }

    /** The same as the application works with it. */
    public JdbcRunner jdbc() {
        return new JdbcRunner(application());
    }

    /** The same with Hibernate. */
    public Transactions transactions() {
        return TestSessions.on(jdbc());
    }

    /** The shared, empty server through a pool of connections, as the application has one: for many small calls. */
    public static synchronized TestDatabase emptyPooled() {
        TestDatabase pooled = new TestDatabase(empty().database, empty().history);
        DataSource made = shared;
        pooled.pool = made == null ? pool(pooled.database) : made;
        shared = pooled.pool;
        return pooled;
    }

    /** Idle connections are closed soon: the server has a hundred, and other tests want many of them. */
    private static DataSource pool(Database database) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(connections -> connections
                            .maxSize(8)
                            .acquisitionTimeout(Duration.ofSeconds(20))
                            .reapTimeout(Duration.ofSeconds(2))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.applicationUrl())
                                    .principal(new NamePrincipal(database.appUser()))
                                    .credential(new SimplePassword(database.appPassword())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Address, user and password of the application's role in one, for another process. */
    public String applicationUrl() {
        return database.applicationUrl() + "&user=" + database.appUser() + "&password=" + database.appPassword();
    }

    /** One statement as the owner of the schema. */
    public void asOwner(String statement) {
        execute(owner(), statement);
    }

    /** As the owner of the schema. */
    public PGSimpleDataSource owner() {
        return source(database.ownerUser(), database.ownerPassword());
    }

    /** One statement as the application. */
    public void execute(String statement) {
        execute(application(), statement);
    }

    /** The rows of a query, columns joined by a bar. */
    public List<String> query(String query) {
        try (Connection connection = application().getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", columns));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number. */
    public long number(String query) {
        return Long.parseLong(query(query).getFirst());
    }

    private static void execute(DataSource source, String statement) {
        try (Connection connection = source.getConnection();
                Statement plain = connection.createStatement()) {
            plain.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getSQLState() + " " + e.getMessage(), e);
        }
    }

    private PGSimpleDataSource source(String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // What is left of it is in the system's temporary directory.
            return;
        }
    }
}
