package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page docs/settings.md, made from the JSON Schema of the experiment spec. */
final class SettingsPage {
    private static final String TOP = """
            # Settings of an experiment

            `ops/schemas` writes this page from the settings' records. A setting's name is its path in the spec, as in
            `--set soar.outer.steps=10`. The defaults are those of a spec without a preset; `ops/cairn presets NAME` shows
            a preset's. Symbols are the paper's: [contributing](contributing.md#words). What a student gets points for,
            and what `rewardScale` does to them: [grading](grading.md#points). `GET /api/v1/spec-schema` serves the same as
            JSON Schema, and the console's form of a new experiment is made from it.

            | setting | symbol | default | unit | allowed | meaning |
            |---|---|---|---|---|---|
            """;

    private static final int LONGEST_DEFAULT = 40;

    private final StringBuilder rows = new StringBuilder();
    private final List<String> undescribed = new ArrayList<>();

    private SettingsPage() {}

    static SettingsPage of(JsonNode schema) {
        SettingsPage page = new SettingsPage();
        page.add("", schema);
        return page;
    }

    String text() {
        return TOP + rows;
    }

    /** The settings without a description, by their paths. */
    List<String> undescribed() {
        return List.copyOf(undescribed);
    }

    private void add(String prefix, JsonNode group) {
        for (Map.Entry<String, JsonNode> property : group.path("properties").properties()) {
            String path = prefix + property.getKey();
            JsonNode setting = property.getValue();
            if (setting.has("properties")) {
                add(path + ".", setting);
            } else {
                String meaning = setting.path("description").asText();
                if (meaning.isEmpty()) {
                    undescribed.add(path);
                }
                rows.append("| `%s` | %s | %s | %s | %s | %s |%n"
                        .formatted(
                                path,
                                setting.path("x-symbol").asText(),
                                defaultOf(setting.path("default")),
                                setting.path("x-unit").asText(),
                                allowed(setting),
                                cell(meaning)));
            }
        }
    }

    private static String defaultOf(JsonNode value) {
        String text = value.asText();
        if (value.isNull()) {
            return "none";
        }
        return text.isEmpty() ? "" : text.length() > LONGEST_DEFAULT ? "a text" : "`" + text + "`";
    }

    private static String allowed(JsonNode setting) {
        List<String> parts = new ArrayList<>();
        setting.path("enum").forEach(word -> parts.add("`" + word.asText() + "`"));
        limit(parts, setting, "minimum", "at least ");
        limit(parts, setting, "exclusiveMinimum", "above ");
        limit(parts, setting, "maximum", "at most ");
        limit(parts, setting, "exclusiveMaximum", "below ");
        limit(parts, setting, "maxLength", "characters: at most ");
        if (setting.has("pattern")) {
            parts.add("matching `" + cell(setting.path("pattern").asText()) + "`");
        }
        if (setting.path("type").asText().equals("boolean")) {
            parts.add("`true`, `false`");
        }
        return String.join(", ", parts);
    }

    private static void limit(List<String> parts, JsonNode setting, String keyword, String words) {
        if (setting.has(keyword)) {
            parts.add(words + setting.path(keyword).asText());
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
