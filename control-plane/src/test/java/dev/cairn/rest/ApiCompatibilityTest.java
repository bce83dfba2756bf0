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

class ApiCompatibilityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PUBLISHED = Path.of("../schemas/openapi.json");

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
                "an enum of answers has a new word",
                api -> ((ArrayNode) schema(api, "RunState").get("enum")).add("dreaming"));
        breaking.put(
                "an enum of a request has a word less",
                api -> ((ArrayNode) schema(api, "Gate").get("enum")).remove(0));
        return breaking.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    ObjectNode changed = published();
                    change.getValue().accept(changed);
                    assertThat(ApiCompatibility.breaks(published().toString(), changed.toString()))
                            .isTrue();
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
        assertThat(ApiCompatibility.breaks(published().toString(), changed.toString()))
                .isFalse();
        assertThat(ApiCompatibility.breaks(published().toString(), published().toString()))
                .isFalse();
    }
}
