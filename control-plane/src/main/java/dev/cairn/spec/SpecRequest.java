package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for an experiment. Later parts override earlier ones: preset, spec, name and seed, set.
 *
 * @param set overrides by dotted names such as {@code soar.outer.steps}; values may be strings, as typed on a command
 *     line
 * @param tags the user's own labels for finding the experiment
 * @param retention its own rules for what is kept after it has ended, by kind: rolloutText, metricPoints, adapters
 */
public record SpecRequest(
        @Nullable String preset,
        @Nullable String name,
        @Nullable Long seed,
        @Nullable Map<String, JsonNode> set,
        @Nullable JsonNode spec,
        @Nullable Map<String, @Nullable String> tags,
        @Nullable Map<String, @Nullable RetentionRule> retention) {
    /** A request without rules for retention. */
    public SpecRequest(
            @Nullable String preset,
            @Nullable String name,
            @Nullable Long seed,
            @Nullable Map<String, JsonNode> set,
            @Nullable JsonNode spec,
            @Nullable Map<String, @Nullable String> tags) {
        this(preset, name, seed, set, spec, tags, null);
    }

    /** A request without tags. */
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
