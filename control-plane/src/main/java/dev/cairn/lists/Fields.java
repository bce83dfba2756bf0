package dev.cairn.lists;

import dev.cairn.experiments.SpecFields;
import dev.cairn.experiments.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one kind of list: its own by name, and what every experiment has, its tags and its spec. */
final class Fields {
    private static final String TAGS = "tags.";
    private static final String SPEC = "spec.";

    private final Map<String, Field> own = new LinkedHashMap<>();

    Fields(List<Field> own) {
        own.forEach(field -> this.own.put(field.name(), field));
    }

    /** The field of a dotted path. */
    Optional<Field> find(String path) {
        if (path.startsWith(TAGS)) {
            return tag(path);
        }
        return path.startsWith(SPEC) ? SpecColumns.find(path) : Optional.ofNullable(own.get(path));
    }

    /** What somebody who wrote a wrong path may have meant. */
    String allowed(String path) {
        if (path.startsWith(TAGS)) {
            return "tags.KEY or tags[\"KEY\"], where KEY is " + Tags.KEY_WORDS;
        }
        if (path.startsWith(SPEC)) {
            return SPEC + SpecFields.ofExperiments().nearest(path.substring(SPEC.length()));
        }
        List<String> names = new ArrayList<>(own.keySet());
        names.add("tags.KEY");
        names.add("spec.SETTING");
        return String.join(", ", names);
    }

    private static Optional<Field> tag(String path) {
        String key = path.substring(TAGS.length());
        // The pattern has neither quote nor question mark, so the key can stand in the statement.
        return Tags.isKey(key)
                ? Optional.of(Field.sometimes(path, "(e.tags ->> '" + key + "')", new FieldType.Text()))
                : Optional.empty();
    }
}
