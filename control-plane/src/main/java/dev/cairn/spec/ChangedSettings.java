package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a spec with its preset or with another spec, setting by setting. */
public final class ChangedSettings {
    /** They name one experiment among others and are shown on their own. */
    private static final Set<String> SHOWN_ALONE = Set.of("name", "seed");

    private final List<ChangedSetting> found = new ArrayList<>();

    private ChangedSettings() {}

    /** Both as whole specs, in the order of the spec's records; names and seeds of experiments are not compared. */
    public static List<ChangedSetting> between(JsonNode spec, JsonNode preset) {
        ChangedSettings changed = new ChangedSettings();
        changed.compare("", spec, preset);
        return List.copyOf(changed.found);
    }

    private void compare(String prefix, JsonNode spec, JsonNode preset) {
        for (Map.Entry<String, JsonNode> setting : spec.properties()) {
            String path = prefix + setting.getKey();
            JsonNode value = setting.getValue();
            JsonNode other = preset.path(setting.getKey());
            if (value.isObject()) {
                compare(path + ".", value, other);
            } else if (!value.equals(other) && !SHOWN_ALONE.contains(path)) {
                found.add(new ChangedSetting(path, value, other.isMissingNode() ? null : other));
            }
        }
    }
}
