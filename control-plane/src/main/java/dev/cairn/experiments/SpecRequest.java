package dev.cairn.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person sends to make an experiment; later parts win over earlier ones: preset, spec, name and seed, set.
 *
 * @param set dotted overrides such as {@code soar.outer.steps}; values may be strings, as typed on a command line
 * @param tags words of a person's own by which the experiment is found again
 * @param problemsFile short for problems.source=file and problems.file
 */
public record SpecRequest(
        @Nullable String preset,
        @Nullable String name,
        @Nullable Long seed,
        @Nullable Map<String, JsonNode> set,
        @Nullable JsonNode spec,
        @Nullable String problemsFile,
        @Nullable Map<String, @Nullable String> tags) {
    /** Without tags. */
    public SpecRequest(
            @Nullable String preset,
            @Nullable String name,
            @Nullable Long seed,
            @Nullable Map<String, JsonNode> set,
            @Nullable JsonNode spec,
            @Nullable String problemsFile) {
        this(preset, name, seed, set, spec, problemsFile, null);
    }

    public static SpecRequest ofPreset(String preset) {
        return new SpecRequest(preset, null, null, null, null, null);
    }
}
