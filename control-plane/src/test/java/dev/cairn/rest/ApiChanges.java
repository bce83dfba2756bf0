package dev.cairn.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a newer OpenAPI document takes away from clients of an older one: paths, operations, answers, properties, and
 * requests that were right before.
 *
 * <p>openapi-diff 2.1.2 was tried first; of OpenAPI 3.1 it does not see types written as lists, with null in them.
 */
final class ApiChanges {
    private final JsonNode older;
    private final JsonNode newer;
    private final List<String> breaking = new ArrayList<>();

    private ApiChanges(JsonNode older, JsonNode newer) {
        this.older = older;
        this.newer = newer;
    }

    /** One line for each thing that breaks a client; empty if nothing does. */
    static List<String> breaking(JsonNode older, JsonNode newer) {
        ApiChanges changes = new ApiChanges(older, newer);
        older.path("paths").properties().forEach(path -> changes.path(path.getKey(), path.getValue()));
        return List.copyOf(changes.breaking);
    }

    private void path(String path, JsonNode before) {
        JsonNode after = newer.path("paths").path(path);
        before.properties().forEach(operation -> {
            String name = operation.getKey() + " " + path;
            if (after.has(operation.getKey())) {
                operation(name, operation.getValue(), after.path(operation.getKey()));
            } else {
                breaking.add(name + " is gone");
            }
        });
    }

    private void operation(String name, JsonNode before, JsonNode after) {
        Map<String, JsonNode> known = parameters(before);
        Map<String, JsonNode> now = parameters(after);
        known.forEach((key, parameter) -> {
            if (now.containsKey(key)) {
                schema(Side.REQUEST)
                        .compare(
                                name + " " + key,
                                parameter.path("schema"),
                                now.get(key).path("schema"));
            } else {
                breaking.add(name + " has no parameter " + key + " any more");
            }
        });
        now.forEach((key, parameter) -> {
            boolean was =
                    known.containsKey(key) && known.get(key).path("required").asBoolean();
            if (parameter.path("required").asBoolean() && !was) {
                breaking.add(name + " needs the parameter " + key);
            }
        });
        if (after.path("requestBody").path("required").asBoolean()
                && !before.path("requestBody").path("required").asBoolean()) {
            breaking.add(name + " needs a body");
        }
        contents(Side.REQUEST, name + " body", before.path("requestBody"), after.path("requestBody"));
        before.path("responses").properties().forEach(response -> {
            String answer = name + " " + response.getKey();
            JsonNode same = after.path("responses").path(response.getKey());
            if (same.isMissingNode()) {
                breaking.add(answer + " is gone");
            } else {
                contents(Side.ANSWER, answer, resolved(older, response.getValue()), resolved(newer, same));
            }
        });
    }

    private void contents(Side side, String name, JsonNode before, JsonNode after) {
        before.path("content").properties().forEach(content -> {
            JsonNode same = after.path("content").path(content.getKey());
            if (same.isMissingNode()) {
                breaking.add(name + " is not " + content.getKey() + " any more");
            } else {
                schema(side).compare(name, content.getValue().path("schema"), same.path("schema"));
            }
        });
    }

    private SchemaChanges schema(Side side) {
        return new SchemaChanges(side, older, newer, breaking);
    }

    private static Map<String, JsonNode> parameters(JsonNode operation) {
        Map<String, JsonNode> byName = new HashMap<>();
        operation
                .path("parameters")
                .forEach(parameter -> byName.put(
                        parameter.path("in").asText() + " "
                                + parameter.path("name").asText(),
                        parameter));
        return byName;
    }

    /** Resolves a reference. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Who writes what a schema describes. */
    enum Side {
        REQUEST,
        ANSWER
    }
}
