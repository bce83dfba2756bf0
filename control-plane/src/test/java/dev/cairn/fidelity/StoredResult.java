package dev.cairn.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A unit's result as later units read it: the same numbers as in the tables, stored a second time. */
record StoredResult(String unit, JsonNode result, Disagreements disagreements) {
    private static final String COLUMN = "run_unit.result";

    /** @param path a JSON pointer */
    StoredResult equal(String path, @Nullable Object recomputed) {
        Object wanted = recomputed instanceof Integer number ? (Object) number.longValue() : recomputed;
        disagreements.equal(COLUMN, unit, kind(path), value(result.at(path)), wanted);
        return this;
    }

    /** @param magnitude the largest number that went into it */
    StoredResult near(String path, double recomputed, double magnitude) {
        JsonNode stored = result.at(path);
        disagreements.near(
                COLUMN, unit, kind(path), stored.isNumber() ? (Object) stored.asDouble() : null, recomputed, magnitude);
        return this;
    }

    /** A value that cannot be recomputed from rows; 0 if it is missing. */
    double number(String path) {
        return result.at(path).asDouble();
    }

    String text(String path) {
        return result.at(path).asText();
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.isTextual() ? node.asText() : null;
    }

    /** The pointer without its indices, so that counts are by kind. */
    private static String kind(String path) {
        return path.replaceAll("/\\d+", "[]");
    }
}
