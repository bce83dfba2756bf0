package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person sends to make an experiment; later parts win over earlier ones: preset, spec, name and seed, set.
 *
 * @param set dotted overrides such as {@code soar.outer.steps}; values may be strings, as typed on a command line
 * @param tags words of a person's own by which the experiment is found again
 */
public record SpecRequest(
        @Nullable String preset,
        @Nullable String name,
        @Nullable Long seed,
        @Nullable Map<String, JsonNode> set,
        @Nullable JsonNode spec,
        @Nullable Map<String, @Nullable String> tags) {
    /** Without tags. */
    public SpecRequest(
            @Nullable String preset,
            @Nullable String name,
            @Nullable Long seed,
            @Nullable Map<String, JsonNode> set,
            @Nullable JsonNode spec) {
        this(preset, name, seed, set, spec, null);
    }

    public static SpecRequest ofPreset(String preset) {
        return new SpecRequest(preset, null, null, null, null);
    }
}
