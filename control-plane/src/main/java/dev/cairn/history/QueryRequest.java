package dev.cairn.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query over history.
 *
 * @param sql one SELECT, WITH, VALUES or TABLE; parameters are written {@code :name}
 * @param parameters values by name: a string, number, boolean or null, or an array of one of these
 * @param limit rows of the answer at most; the server's limit if absent
 * @param explain whether to return PostgreSQL's plan in place of the rows
 */
public record QueryRequest(
        String sql,
        @Nullable Map<String, @Nullable JsonNode> parameters,
        @Nullable Integer limit,
        @Nullable Boolean explain) {
    /** Longer ones are refused. */
    static final int LONGEST = 100_000;

    Map<String, @Nullable JsonNode> values() {
        return parameters == null ? Map.of() : parameters;
    }

    Purpose purpose() {
        return Boolean.TRUE.equals(explain) ? Purpose.PLAN : Purpose.ROWS;
    }

    /** What is asked for. */
    enum Purpose {
        ROWS,
        PLAN
    }
}
