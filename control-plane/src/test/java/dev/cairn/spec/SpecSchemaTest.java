package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ledger.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {
    private static final Path COMMITTED = Path.of("..", "schemas", "experiment-spec.schema.json");

    @Test
    void theCommittedSchemaIsWhatTheCodeSays() throws Exception {
        JsonNode generated = SpecSchema.generate(TestDatabase.JSON);
        String text = TestDatabase.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n";
        if (Boolean.getBoolean("cairn.schemas.write")) {
            Files.createDirectories(COMMITTED.toAbsolutePath().getParent());
            Files.writeString(COMMITTED, text);
        }
        assertThat(COMMITTED).exists();
        assertThat(Files.readString(COMMITTED))
                .as("the spec's records changed: run this test with -Dcairn.schemas.write=true and commit the file")
                .isEqualTo(text);
    }

    @Test
    void constraintsDefaultsAndNullsAreInIt() {
        JsonNode schema = SpecSchema.generate(TestDatabase.JSON);
        JsonNode steps = schema.at("/properties/soar/properties/outer/properties/steps");
        assertThat(steps.path("type").asText()).isEqualTo("integer");
        assertThat(steps.path("minimum").asInt()).isEqualTo(1);
        assertThat(steps.path("maximum").asInt()).isEqualTo(100_000);
        assertThat(steps.path("default").asInt()).isEqualTo(200);
        assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.at("/properties/problems/properties/limit/type").toString())
                .contains("null");
        assertThat(schema.at("/properties/execution/properties/bridge/enum").toString())
                .isEqualTo("[\"JEP\",\"HTTP\"]");
    }
}
