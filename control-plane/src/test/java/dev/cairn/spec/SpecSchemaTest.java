package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.CommittedSchema;
import dev.cairn.testing.TestJson;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {
    @Test
    void theCommittedSchemaIsWhatTheCodeSays() throws Exception {
        JsonNode generated = SpecSchema.generate(TestJson.MAPPER);
        String text = TestJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n";
        CommittedSchema.named("experiment-spec.schema.json").mustBe(text);
    }

    @Test
    void thePageOfSettingsIsWhatTheCodeSays() throws Exception {
        SettingsPage page = SettingsPage.of(SpecSchema.generate(TestJson.MAPPER));
        assertThat(page.undescribed()).isEmpty();
        CommittedSchema.page("settings.md").mustBe(page.text());
    }

    @Test
    void constraintsDefaultsAndNullsAreInIt() {
        JsonNode schema = SpecSchema.generate(TestJson.MAPPER);
        JsonNode steps = schema.at("/properties/soar/properties/outer/properties/steps");
        assertThat(steps.path("type").asText()).isEqualTo("integer");
        assertThat(steps.path("minimum").asInt()).isEqualTo(1);
        assertThat(steps.path("maximum").asInt()).isEqualTo(100_000);
        assertThat(steps.path("default").asInt()).isEqualTo(200);
        assertThat(steps.path("x-symbol").asText()).isEqualTo("T");
        assertThat(steps.path("x-unit").asText()).isEqualTo("outer steps");
        assertThat(schema.at("/properties/soar/properties/outer/properties/teacherRewards/x-meanings/MEASURED")
                        .asText())
                .isEqualTo("R[k] as measured.");
        assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.at("/properties/problems/properties/limit/type").toString())
                .contains("null");
        assertThat(schema.at("/properties/execution/properties/bridge/enum").toString())
                .isEqualTo("[\"JEP\",\"HTTP\"]");
    }
}
