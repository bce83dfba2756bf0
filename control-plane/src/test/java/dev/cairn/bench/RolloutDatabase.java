package dev.cairn.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.RetryPolicy;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.OwnedRun;
import dev.cairn.ledger.StopCheck;
import dev.cairn.ledger.TextPolicy;
import dev.cairn.platform.Database;
import dev.cairn.platform.DurableFiles;
import dev.cairn.platform.HistoryRoles;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import dev.cairn.settings.SoarSettings;
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
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;

/** The local PostgreSQL as the application runs it, with the application's connection pool and claimed runs in it. */
final class RolloutDatabase implements AutoCloseable {
    private static final ObjectMapper JSON =
            JsonMapper.builder().findAndAddModules().build();
    private static final String OWNER = "bench";

    /** The same as in application.properties. */
    private static final int CONNECTIONS = 24;

    private final Path directory;
    private final LocalPostgres postgres;
    private final AgroalDataSource pool;
    private final long experiment;

    private RolloutDatabase(Path directory, LocalPostgres postgres, AgroalDataSource pool, long experiment) {
        this.directory = directory;
        this.postgres = postgres;
        this.pool = pool;
        this.experiment = experiment;
    }

    static RolloutDatabase start() throws IOException, InterruptedException, SQLException {
        Path directory = Files.createTempDirectory("cairn-bench");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        LocalPostgres postgres = LocalPostgres.start(Home.at(directory.resolve("home")), Clock.systemUTC());
        Migrations.run(postgres.database());
        AgroalDataSource pool = pool(postgres.database());
        long set = inserted(
                pool,
                "insert into problem_set (name, sha256, source, problems) values ('bench', 'bench', 'bench', 1)"
                        + " returning id");
        long experiment = inserted(
                pool,
                "insert into experiment (name, seed, spec, problem_set_id) values ('bench', 1, '{}', " + set
                        + ") returning id");
        return new RolloutDatabase(directory, postgres, pool, experiment);
    }

    private static AgroalDataSource pool(Database database) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.applicationUrl())
                                .principal(new NamePrincipal(database.appUser()))
                                .credential(new SimplePassword(database.appPassword())))));
    }

    /** The journal of a new, claimed run that stores every text. */
    JdbcJournal claimedRun(int number) throws SQLException, InterruptedException {
        long run = inserted(pool, """
            insert into run (experiment_id, ordinal, name, kind, settings, seed, state)
            values (%1$d, %2$d, 'run-%2$d', 'evaluate', '{}', %2$d, 'running') returning id\
            """.formatted(experiment, number));
        long fence = inserted(pool, "insert into run_owner values (%d, '%s', 1) returning fence".formatted(run, OWNER));
        JdbcJournal journal = new JdbcJournal(
                new OwnedRun(experiment, run, OWNER, fence, () -> 0, SoarSettings.defaults(), TextPolicy.ALL),
                new JdbcRunner(pool),
                JSON,
                path -> 0,
                Clock.systemUTC(),
                RetryPolicy.standard(),
                StopCheck.never());
        journal.prepare();
        return journal;
    }

    /** The roles of history's readers. */
    HistoryRoles historyRoles() {
        return postgres.historyRoles();
    }

    /** The application's connections. */
    AgroalDataSource source() {
        return pool;
    }

    /** A connection as the owner, without the limits of the application's connections. */
    Connection ownersConnection() throws SQLException {
        Database database = postgres.database();
        return DriverManager.getConnection(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
    }

    long problemSet() throws SQLException {
        return Long.parseLong(value("select min(id) from problem_set"));
    }

    /** Describes the server and its durability settings. */
    String describe() throws SQLException, IOException {
        return "PostgreSQL %s, fsync %s, synchronous_commit %s, on %s"
                .formatted(
                        value("show server_version"),
                        value("show fsync"),
                        value("show synchronous_commit"),
                        Files.getFileStore(directory).type());
    }

    long rows(String table) throws SQLException {
        return Long.parseLong(value("select count(*) from " + table));
    }

    private String value(String query) throws SQLException {
        return value(pool, query);
    }

    double cpuSeconds() {
        return ProcessCpu.ofTree(postgres.pid().orElseThrow());
    }

    private static long inserted(AgroalDataSource pool, String statement) throws SQLException {
        return Long.parseLong(value(pool, statement));
    }

    private static String value(AgroalDataSource pool, String statement) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement plain = connection.createStatement();
                ResultSet row = plain.executeQuery(statement)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        pool.close();
        postgres.close();
        try {
            DurableFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
