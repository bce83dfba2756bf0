package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ledger.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an earlier Cairn stored can be resumed, cloned and screened from by this one: each new setting needs a migration. */
class UpgradedSpecTest {
    private static final String SCHEMA = "upgraded";
    private static final String STORED = "/specs/stored-by-v4.json";

    private final DataSource owner = TestDatabase.empty().owner();

    @BeforeEach
    @AfterEach
    void withoutTheSchema() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement drop = connection.createStatement()) {
            drop.execute("drop schema if exists " + SCHEMA + " cascade");
        }
    }

    @Test
    void aSpecOfVersion4HasEverySettingOfTodayAfterTheMigrations() throws Exception {
        JsonNode stored = upgraded();
        assertThat(leaves(stored)).isEqualTo(leaves(TestDatabase.JSON.valueToTree(ExperimentSpec.defaults())));

        ExperimentSpec spec = TestDatabase.JSON.treeToValue(stored, ExperimentSpec.class);
        assertThat(spec.grading().rule().name()).as("what decided its verdicts").isEqualTo("MATH_VERIFY");
        assertThat(spec.problems()).isEqualTo(new ProblemsSpec("chains", null));
        assertThat(spec.execution().engine()).isNull();
        assertThat(spec.execution().worker()).isNull();
        assertThat(spec.execution().gpu()).isEqualTo(GpuSpec.defaults());
        assertThat(spec.soar()).isEqualTo(TestSpecs.chains(Map.of()).soar());
    }

    private JsonNode upgraded() throws Exception {
        migrate("4");
        try (Connection connection = owner.getConnection()) {
            connection.setSchema(SCHEMA);
            insert(connection);
        }
        migrate("latest");
        try (Connection connection = owner.getConnection()) {
            connection.setSchema(SCHEMA);
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select spec::text from experiment")) {
                assertThat(row.next()).isTrue();
                return TestDatabase.JSON.readTree(row.getString(1));
            }
        }
    }

    private void migrate(String target) {
        Flyway.configure(UpgradedSpecTest.class.getClassLoader())
                .dataSource(owner)
                .schemas(SCHEMA)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void insert(Connection connection) throws SQLException, IOException {
        try (Statement problems = connection.createStatement();
                PreparedStatement experiment = connection.prepareStatement(
                        "insert into experiment (name, preset, seed, spec, problem_set_id, owner)"
                                + " select 'old', 'chains', 1, ?::jsonb, id, 'local' from problem_set")) {
            problems.execute(
                    "insert into problem_set (name, sha256, source, problems) values ('old', 'a', 'builtin:chains', 2)");
            try (InputStream spec = Objects.requireNonNull(UpgradedSpecTest.class.getResourceAsStream(STORED))) {
                experiment.setString(1, new String(spec.readAllBytes(), StandardCharsets.UTF_8));
            }
            experiment.execute();
        }
    }

    /** The dotted paths of all settings. */
    private static Set<String> leaves(JsonNode spec) {
        Set<String> paths = new TreeSet<>();
        add(paths, "", spec);
        return paths;
    }

    private static void add(Set<String> paths, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(child -> add(paths, path + "." + child.getKey(), child.getValue()));
        } else {
            paths.add(path);
        }
    }
}
