package dev.cairn.lists;

import dev.cairn.spec.SpecFields;
import dev.cairn.spec.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one list: its own by name, and those of the experiment: tags, spec, and whether it is archived. */
final class Fields {
    /** Whether the experiment is archived. A filter that mentions it shows archived ones too. */
    private static final Field ARCHIVED = Field.always("archived", "(e.archived_at is not null)", new FieldType.Flag());

    private static final Condition UNARCHIVED = new Condition("e.archived_at is null", List.of());

    private static final String TAGS = "tags.";
    private static final String SPEC = "spec.";

    private final Map<String, Field> own = new LinkedHashMap<>();
    private final @Nullable MetricJoins metrics;

    Fields(List<Field> own) {
        this(own, null);
    }

    private Fields(Collection<Field> own, @Nullable MetricJoins metrics) {
        own.forEach(field -> this.own.put(field.name(), field));
        this.metrics = metrics;
    }

    /** The same fields and the last metrics, which these joins bring into one statement. */
    Fields with(MetricJoins joins) {
        return new Fields(own.values(), joins);
    }

    /** A filter's condition without archived experiments, unless the filter mentions {@link #ARCHIVED}. */
    static Condition unlessArchived(Condition where) {
        return where.sql().contains(ARCHIVED.sql()) ? where : where.and(UNARCHIVED);
    }

    /** The names of its own fields: without those of the experiment. */
    List<String> names() {
        return List.copyOf(own.keySet());
    }

    /** Its own fields, and whether the experiment is archived. */
    List<Field> listed() {
        List<Field> listed = new ArrayList<>(own.values());
        listed.add(ARCHIVED);
        return listed;
    }

    /** The field of a dotted path. */
    Optional<Field> find(String path) {
        if (metrics != null && path.startsWith(MetricJoins.PREFIX)) {
            return metrics.find(path);
        }
        if (path.startsWith(TAGS)) {
            return tag(path);
        }
        if (path.equals(ARCHIVED.name())) {
            return Optional.of(ARCHIVED);
        }
        return path.startsWith(SPEC) ? SpecColumns.find(path) : Optional.ofNullable(own.get(path));
    }

    /** What is allowed in place of a wrong path. */
    String allowed(String path) {
        if (path.startsWith(TAGS)) {
            return "tags.KEY or tags[\"KEY\"], where KEY is " + Tags.KEY_WORDS;
        }
        if (path.startsWith(SPEC)) {
            return ofSpec(path.substring(SPEC.length()));
        }
        if (metrics != null && path.startsWith(MetricJoins.PREFIX)) {
            return MetricJoins.WORDS;
        }
        List<String> names = new ArrayList<>(own.keySet());
        names.add(ARCHIVED.name());
        names.add("tags.KEY");
        names.add("spec.SETTING");
        if (metrics != null) {
            names.add("metrics[\"NAME\"]");
        }
        return String.join(", ", names);
    }

    /** What is wrong with a path that {@link #find} does not know. */
    static String unknownField(String path) {
        return path.startsWith(SPEC) && SpecFields.ofExperiments().isGroup(path.substring(SPEC.length()))
                ? "'" + path + "' is a group of settings"
                : "there is no field '" + path + "'";
    }

    private static String ofSpec(String setting) {
        SpecFields settings = SpecFields.ofExperiments();
        if (settings.isGroup(setting)) {
            return settings.inside(setting).stream().map(name -> SPEC + name).collect(Collectors.joining(", "));
        }
        return settings.nearest(setting).map(name -> SPEC + name).orElse("spec.SETTING, as in spec.soar.outer.steps");
    }

    private static Optional<Field> tag(String path) {
        String key = path.substring(TAGS.length());
        // The pattern excludes quotes and question marks, so that the key can be part of the statement.
        return Tags.isKey(key)
                ? Optional.of(Field.indexed(
                        path,
                        "(e.tags ->> '" + key + "')",
                        new FieldType.Text(),
                        "e.tags @> jsonb_build_object('" + key + "', ?::text)"))
                : Optional.empty();
    }
}
