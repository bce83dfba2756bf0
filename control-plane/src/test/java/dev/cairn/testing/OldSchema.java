package dev.cairn.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of an earlier version with its data, on a server of its own, to be migrated by a test. */
public final class OldSchema implements AutoCloseable {
    private static final String SPEC = "/specs/stored-by-v4.json";

    private static @Nullable TestDatabase server;

    private final PGSimpleDataSource owner = server().owner();

    private static synchronized TestDatabase server() {
        TestDatabase running = server;
        if (running == null) {
            running = TestDatabase.started();
            server = running;
        }
        return running;
    }

    private OldSchema() throws SQLException {
        drop();
    }

    /** That of version 4, with an experiment of {@code chains}. */
    public static OldSchema ofVersion4() throws SQLException, IOException {
        OldSchema schema = new OldSchema();
        schema.migrate("4");
        schema.execute(
                "insert into problem_set (name, sha256, source, problems) values ('old', 'a', 'builtin:chains', 2)");
        try (Connection connection = schema.owner.getConnection();
                PreparedStatement experiment = connection.prepareStatement(
                        "insert into experiment (name, preset, seed, spec, problem_set_id, owner)"
                                + " select 'old', 'chains', 1, ?::jsonb, id, 'local' from problem_set");
                InputStream spec = Objects.requireNonNull(OldSchema.class.getResourceAsStream(SPEC))) {
            experiment.setString(1, new String(spec.readAllBytes(), StandardCharsets.UTF_8));
            experiment.execute();
        }
        return schema;
    }

    /** Statements as the schema's owner. */
    public void execute(String statements) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** To the present version. */
    public void migrate() {
        migrate("latest");
    }

    /** To an earlier version than the present one. */
    public void migrateTo(String version) {
        migrate(version);
    }

    /** The first column of a query's rows. */
    public List<String> texts(String query) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        }
    }

    private void migrate(String target) {
        Flyway.configure(OldSchema.class.getClassLoader())
                .dataSource(owner)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    public DataSource source() {
        return owner;
    }

    private void drop() throws SQLException {
        execute(
                "drop schema if exists history, history_access cascade; drop schema public cascade; create schema public");
    }

    @Override
    public void close() throws SQLException {
        drop();
    }
}
