package dev.cairn.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.rest.ApiChanges.Side;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares schemas: requests may only be allowed more, answers may only promise more; enums may only grow. */
final class SchemaChanges {
    private static final String ANY = "any";

    private final Side side;
    private final JsonNode older;
    private final JsonNode newer;
    private final List<String> breaking;
    private final Set<String> seen = new HashSet<>();

    SchemaChanges(Side side, JsonNode older, JsonNode newer, List<String> breaking) {
        this.side = side;
        this.older = older;
        this.newer = newer;
        this.breaking = breaking;
    }

    void compare(String name, JsonNode writtenBefore, JsonNode writtenNow) {
        // Schemas refer to each other in circles.
        if (writtenBefore.has("$ref") && !seen.add(writtenBefore + " " + writtenNow)) {
            return;
        }
        Set<String> types = types(older, writtenBefore);
        Set<String> typesNow = types(newer, writtenNow);
        boolean holds = switch (side) {
            case REQUEST -> typesNow.contains(ANY) || typesNow.containsAll(types);
            case ANSWER -> types.contains(ANY) || types.containsAll(typesNow);
        };
        if (!holds) {
            breaking.add(name + " was " + types + " and is " + typesNow);
        }
        JsonNode before = meant(older, writtenBefore);
        JsonNode now = meant(newer, writtenNow);
        before.path("properties").properties().forEach(property -> {
            JsonNode same = now.path("properties").path(property.getKey());
            if (same.isMissingNode()) {
                breaking.add(name + "." + property.getKey() + " is gone");
            } else {
                compare(name + "." + property.getKey(), property.getValue(), same);
            }
        });
        for (String inside : List.of("items", "additionalProperties")) {
            if (before.path(inside).isObject() && now.path(inside).isObject()) {
                compare(name + "[]", before.path(inside), now.path(inside));
            }
        }
        required(name, words(before.path("required")), words(now.path("required")));
        if (now.has("enum") && !words(now.path("enum")).containsAll(words(before.path("enum")))) {
            breaking.add(name + " has lost a word of " + words(before.path("enum")));
        }
        if (side == Side.REQUEST) {
            bounds(name, before, now);
        }
    }

    private void required(String name, Set<String> before, Set<String> now) {
        switch (side) {
            case REQUEST -> {
                if (!before.containsAll(now)) {
                    breaking.add(name + " needs " + now + " and not only " + before);
                }
            }
            case ANSWER -> {
                if (!now.containsAll(before)) {
                    breaking.add(name + " always had " + before + " and has " + now);
                }
            }
        }
    }

    private void bounds(String name, JsonNode before, JsonNode now) {
        for (String least : List.of("minimum", "minLength", "minItems")) {
            if (now.has(least)
                    && (!before.has(least)
                            || now.get(least).asDouble() > before.get(least).asDouble())) {
                breaking.add(name + " has a higher " + least);
            }
        }
        for (String most : List.of("maximum", "maxLength", "maxItems")) {
            if (now.has(most)
                    && (!before.has(most)
                            || now.get(most).asDouble() < before.get(most).asDouble())) {
                breaking.add(name + " has a lower " + most);
            }
        }
        if (now.has("pattern") && !now.get("pattern").equals(before.path("pattern"))) {
            breaking.add(name + " has another pattern");
        }
    }

    private static Set<String> types(JsonNode document, JsonNode written) {
        JsonNode schema = ApiChanges.resolved(document, written);
        if (schema.has("anyOf")) {
            Set<String> types = new TreeSet<>();
            schema.get("anyOf").forEach(one -> types.addAll(types(document, one)));
            return types;
        }
        if (!schema.has("type")) {
            return Set.of(ANY);
        }
        return schema.get("type").isArray()
                ? words(schema.get("type"))
                : Set.of(schema.get("type").asText());
    }

    /** Without references and without 'or null'. */
    private static JsonNode meant(JsonNode document, JsonNode written) {
        JsonNode schema = ApiChanges.resolved(document, written);
        return schema.has("anyOf") ? meant(document, schema.get("anyOf").get(0)) : schema;
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
