package dev.cairn.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row to compare with the expected values. If the row is missing, only that is reported. */
final class StoredRow {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String table;
    private final String key;
    private final @Nullable Map<String, @Nullable Object> columns;
    private final Disagreements disagreements;

    StoredRow(String table, String key, @Nullable Map<String, @Nullable Object> columns, Disagreements disagreements) {
        this.table = table;
        this.key = key;
        this.columns = columns;
        this.disagreements = disagreements;
    }

    /** Whole numbers are given as {@code int} or {@code long}, as is convenient. */
    StoredRow equal(String column, @Nullable Object recomputed) {
        if (columns != null) {
            disagreements.equal(table, key, column, whole(columns.get(column)), whole(recomputed));
        }
        return this;
    }

    /** @param magnitude the largest number that went into it */
    StoredRow near(String column, double recomputed, double magnitude) {
        if (columns != null) {
            disagreements.near(table, key, column, columns.get(column), recomputed, magnitude);
        }
        return this;
    }

    /** Expects a number, or an absent value if null is given. */
    StoredRow nearOrAbsent(String column, @Nullable Double recomputed, double magnitude) {
        return recomputed == null ? equal(column, null) : near(column, recomputed, magnitude);
    }

    /** A value that cannot be recomputed from rows, such as the trainer's measurements; 0 without a row. */
    double number(String column) {
        return columns != null && columns.get(column) instanceof Double number ? number : 0;
    }

    long whole(String column) {
        return columns != null && columns.get(column) instanceof Number number ? number.longValue() : 0;
    }

    String text(String column) {
        return columns == null ? "" : String.valueOf(columns.get(column));
    }

    JsonNode json(String column) {
        try {
            return columns == null ? JSON.createObjectNode() : JSON.readTree(text(column));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(table + " " + key + " " + column, e);
        }
    }

    private static @Nullable Object whole(@Nullable Object value) {
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
