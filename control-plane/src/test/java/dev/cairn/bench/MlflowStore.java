package dev.cairn.bench;

import dev.cairn.platform.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * MLflow's store in a database of its own on Cairn's local server, with the runs of Cairn's database. The rows go
 * straight into MLflow's tables: over its API they would take hours.
 */
final class MlflowStore {
    private static final String NAME = "mlflow";

    /** In the order of their foreign keys. */
    private static final List<String> TABLES = List.of("runs", "params", "metrics", "latest_metrics", "tags");

    private final Path home;
    private final Database cairn;

    MlflowStore(Path home, Database cairn) {
        this.home = home;
        this.cairn = cairn;
    }

    /** The address of the store for MLflow; it is made and filled if it does not exist. */
    String address(Path mlflow) throws SQLException, IOException, InterruptedException {
        String url = cairn.jdbcUrl().replaceFirst("/[^/]*$", "/" + NAME);
        String address = "postgresql+psycopg://%s:%s@%s"
                .formatted(cairn.ownerUser(), cairn.ownerPassword(), url.substring("jdbc:postgresql://".length()));
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            try (ResultSet there = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                if (there.next()) {
                    return address;
                }
            }
            statement.execute("create database " + NAME + " owner " + cairn.ownerUser());
        }
        run(List.of(mlflow.toString(), "db", "upgrade", address));
        fill(url);
        return address;
    }

    private Connection admin() throws IOException, SQLException {
        Properties credentials = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(home.resolve("pg/credentials.properties"))) {
            credentials.load(reader);
        }
        return DriverManager.getConnection(
                cairn.jdbcUrl().replaceFirst("/[^/]*$", "/postgres"), "cairn_admin", credentials.getProperty("admin"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("mlflow", ".log");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command.getFirst() + " failed; its log is " + log);
        }
    }

    private void fill(String url) throws SQLException, IOException {
        Path rows = Files.createTempFile("mlflow", ".copy");
        try (Connection from = DriverManager.getConnection(cairn.jdbcUrl(), cairn.ownerUser(), cairn.ownerPassword());
                Connection to = DriverManager.getConnection(url, cairn.ownerUser(), cairn.ownerPassword());
                Statement statement = to.createStatement()) {
            statement.execute("insert into experiments (experiment_id, name, artifact_location, lifecycle_stage)"
                    + " values (1, 'all', 'file:///tmp/mlflow', 'active')");
            for (String table : TABLES) {
                String query = script(table + ".sql");
                String columns = columns(from, query);
                try (OutputStream out = Files.newOutputStream(rows)) {
                    from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout", out);
                }
                try (InputStream in = Files.newInputStream(rows)) {
                    to.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + table + " (" + columns + ") from stdin", in);
                }
            }
            statement.execute("vacuum analyze");
        } finally {
            Files.delete(rows);
        }
    }

    private static String columns(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from (" + query + ") q limit 0")) {
            List<String> names = new ArrayList<>();
            for (int column = 1; column <= none.getMetaData().getColumnCount(); column++) {
                names.add(none.getMetaData().getColumnName(column));
            }
            return String.join(", ", names);
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream script =
                Objects.requireNonNull(MlflowStore.class.getResourceAsStream("/bench/mlflow/" + name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
