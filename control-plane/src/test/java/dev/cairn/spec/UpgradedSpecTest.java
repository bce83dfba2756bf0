package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.testing.OldSchema;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Specs stored by an earlier version can be resumed, cloned and used as a screening: each new setting needs a
 * migration.
 */
class UpgradedSpecTest {
    @Test
    void aSpecOfVersion4HasEverySettingOfTodayAfterTheMigrations() throws Exception {
        JsonNode stored = upgraded();
        assertThat(leaves(stored)).isEqualTo(leaves(TestJson.MAPPER.valueToTree(ExperimentSpec.defaults())));

        ExperimentSpec spec = TestJson.MAPPER.treeToValue(stored, ExperimentSpec.class);
        assertThat(spec.grading().rule().name()).as("what decided its verdicts").isEqualTo("MATH_VERIFY");
        assertThat(spec.problems()).isEqualTo(new ProblemsSpec("chains", null));
        assertThat(spec.execution().engine()).isNull();
        assertThat(spec.execution().worker()).isNull();
        assertThat(spec.execution().gpu()).isEqualTo(GpuSpec.defaults());
        assertThat(spec.soar()).isEqualTo(TestSpecs.chains(Map.of()).soar());
    }

    private static JsonNode upgraded() throws Exception {
        try (OldSchema schema = OldSchema.ofVersion4()) {
            schema.migrate();
            try (Connection connection = schema.source().getConnection();
                    Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select spec::text from experiment")) {
                assertThat(row.next()).isTrue();
                return TestJson.MAPPER.readTree(row.getString(1));
            }
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
