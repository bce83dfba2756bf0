package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A setting of an experiment that differs from its preset.
 *
 * @param path its name, such as {@code soar.outer.steps}
 * @param value the experiment's value
 * @param presetValue the preset's value, or the default where there is no preset; absent for a preset that does not
 *     have the setting
 */
public record ChangedSetting(
        String path, JsonNode value, @Nullable JsonNode presetValue) {}
