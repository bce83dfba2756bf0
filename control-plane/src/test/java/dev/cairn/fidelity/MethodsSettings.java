package dev.cairn.fidelity;

import com.fasterxml.jackson.databind.JsonNode;

/** The part {@code methods} of an experiment's spec. */
record MethodsSettings(JsonNode methods) {
    int whole(String name) {
        return value(name).asInt();
    }

    String text(String name) {
        return value(name).asText();
    }

    /** A setting of a part, such as {@code /serl/votes}. */
    JsonNode at(String path) {
        JsonNode value = methods.at(path);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("the spec has no methods" + path.replace('/', '.'));
        }
        return value;
    }

    private JsonNode value(String name) {
        JsonNode value = methods.path(name);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("the spec has no methods." + name);
        }
        return value;
    }
}
