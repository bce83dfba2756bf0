package dev.cairn.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Expand, then contract: clients of the earlier interface continue to work. */
class ApiCompatibilityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PUBLISHED = Path.of("../schemas/openapi.json");
    private static final Path BASELINE = Path.of("../schemas/openapi-baseline.json");

    private static ObjectNode published() {
        try {
            return (ObjectNode) JSON.readTree(PUBLISHED.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode at(JsonNode document, String... path) {
        JsonNode node = document;
        for (String name : path) {
            node = node.path(name);
        }
        assertThat(node.isObject()).as(String.join(" ", path)).isTrue();
        return (ObjectNode) node;
    }

    private static ObjectNode schema(JsonNode document, String name) {
        return at(document, "components", "schemas", name);
    }

    @Test
    void thePublishedInterfaceKeepsWhatItsBaselinePromises() throws IOException {
        assertThat(ApiChanges.breaking(JSON.readTree(BASELINE.toFile()), published()))
                .as("changes that break clients; where one is meant, copy schemas/openapi.json to openapi-baseline.json"
                        + " and say so in the commit")
                .isEmpty();
    }

    @TestFactory
    List<DynamicTest> breakingChangesAreFound() {
        Map<String, Consumer<ObjectNode>> breaking = new TreeMap<>();
        breaking.put("a path is gone", api -> at(api, "paths").remove("/api/v1/presets"));
        breaking.put(
                "an operation is gone",
                api -> at(api, "paths", "/api/v1/experiments").remove("post"));
        breaking.put(
                "a success is gone",
                api -> at(api, "paths", "/api/v1/experiments", "post", "responses")
                        .remove("202"));
        breaking.put(
                "a property of an answer is gone",
                api -> at(schema(api, "Experiment"), "properties").remove("owner"));
        breaking.put("a property of an answer is no longer always there", api -> {
            ArrayNode required = (ArrayNode) schema(api, "Experiment").get("required");
            required.remove(0);
        });
        breaking.put(
                "an answer may be null",
                api -> schema(api, "CostEstimate")
                        .withObjectProperty("properties")
                        .withObjectProperty("tokens")
                        .putArray("type")
                        .add("integer")
                        .add("null"));
        breaking.put(
                "an answer has another type",
                api -> schema(api, "CostEstimate")
                        .withObjectProperty("properties")
                        .withObjectProperty("tokens")
                        .put("type", "string")
                        .remove("format"));
        breaking.put(
                "a request needs a new field",
                api -> schema(api, "SpecRequest").putArray("required").add("name"));
        breaking.put(
                "a request takes a narrower type",
                api -> schema(api, "SpecRequest")
                        .withObjectProperty("properties")
                        .withObjectProperty("name")
                        .put("type", "integer"));
        breaking.put("a parameter is needed", api -> {
            ObjectNode parameter = (ObjectNode) at(api, "paths", "/api/v1/experiments", "post")
                    .withArray("parameters")
                    .get(0);
            parameter.put("required", true);
        });
        breaking.put(
                "a parameter is new and needed",
                api -> at(api, "paths", "/api/v1/presets", "get")
                        .putArray("parameters")
                        .addObject()
                        .put("name", "x")
                        .put("in", "query")
                        .put("required", true)
                        .putObject("schema")
                        .put("type", "string"));
        breaking.put(
                "a parameter is gone",
                api -> ((ArrayNode)
                                at(api, "paths", "/api/v1/experiments", "post").get("parameters"))
                        .removeAll());
        breaking.put(
                "an enum has a word less",
                api -> ((ArrayNode) schema(api, "RunState").get("enum")).remove(0));
        breaking.put(
                "a parameter has a lower bound",
                api -> at(api, "paths", "/api/v1/runs", "get")
                        .withArray("parameters")
                        .forEach(parameter -> {
                            if (parameter.path("name").asText().equals("limit")) {
                                at(parameter, "schema").put("maximum", 100);
                            }
                        }));
        return breaking.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    ObjectNode changed = published();
                    change.getValue().accept(changed);
                    assertThat(ApiChanges.breaking(published(), changed)).isNotEmpty();
                }))
                .toList();
    }

    @Test
    void whatIsNewBreaksNobody() {
        ObjectNode changed = published();
        at(changed, "paths")
                .set("/api/v1/new", at(changed, "paths", "/api/v1/presets").deepCopy());
        at(schema(changed, "Experiment"), "properties").putObject("more").put("type", "string");
        at(schema(changed, "SpecRequest"), "properties").putObject("more").put("type", "string");
        ((ArrayNode) schema(changed, "RunState").get("enum")).add("dreaming");
        assertThat(ApiChanges.breaking(published(), changed)).isEmpty();
        assertThat(ApiChanges.breaking(published(), published())).isEmpty();
    }
}
