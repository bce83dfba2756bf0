package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CommittedSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkerProtocolSchemaTest {
    private static ObjectNode schema() {
        Map<String, String> batch = new TreeMap<>();
        BatchArrays.of(List.of()).forEach((name, array) -> batch.put(name, WorkerCbor.dtype(array)));
        return WorkerProtocolSchema.of(batch);
    }

    private static JsonNode call(String op) {
        for (JsonNode call : schema().path("oneOf")) {
            if (call.path("title").asText().equals(op)) {
                return call.path("properties");
            }
        }
        throw new AssertionError("no operation " + op);
    }

    @Test
    void theCommittedSchemaIsWhatTheCodeSays() throws Exception {
        String text = WorkerJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema()) + "\n";
        CommittedSchema.named("worker-protocol.schema.json").mustBe(text);
    }

    @Test
    void everyOperationIsInIt() {
        assertThat(schema().path("oneOf").findValuesAsText("title"))
                .containsExactlyElementsOf(
                        Operation.ALL.stream().map(Operation::name).toList());
    }

    @Test
    void namesWordsAndNullsAreAsTheyAreSent() {
        JsonNode step = call("step").at("/request/properties/header");
        assertThat(step.at("/properties/learning_rate/type").asText()).isEqualTo("number");
        assertThat(step.at("/properties/loss/properties/kl/properties/estimator/enum")
                        .toString())
                .isEqualTo("[\"k1\",\"k2\",\"k3\"]");
        assertThat(step.at("/unevaluatedProperties").asBoolean(true)).isFalse();
        assertThat(call("step")
                        .at("/request/properties/arrays/properties/sampler_logprobs/const")
                        .asText())
                .isEqualTo("<f4");
        JsonNode verify = call("verify").at("/request/properties/header");
        assertThat(verify.at("/properties/rule/enum").toString()).isEqualTo("[\"STRICT\",\"MATH_VERIFY\"]");
        assertThat(verify.at("/properties/tolerances/items/type").toString()).isEqualTo("[\"number\",\"null\"]");
        assertThat(verify.path("required").toString())
                .doesNotContain("tolerances")
                .contains("references");
        assertThat(call("open")
                        .at("/request/properties/header/properties/source")
                        .toString())
                .contains("\"const\":\"new\"", "\"const\":\"policy\"");
    }
}
