package dev.cairn.history.saved;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run a saved query.
 *
 * @param parameters values by name; parameters that have a default may be left out
 * @param limit rows of the answer at most; the server's limit if absent
 */
public record SavedQueryRun(
        @Nullable Map<String, @Nullable JsonNode> parameters,
        @Nullable Integer limit) {
    Map<String, @Nullable JsonNode> values() {
        return parameters == null ? Map.of() : parameters;
    }
}
