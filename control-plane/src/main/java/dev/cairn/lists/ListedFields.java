package dev.cairn.lists;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.SpecFields;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that filters, sorts and columns of the list of experiments may use, for completion. */
@Singleton
public final class ListedFields {
    /** The names of all series, each found by one look into an index. */
    private static final String METRICS = """
            with recursive names as (
                (select name from experiment_metric order by name limit 1)
                union all
                select (select m.name from experiment_metric m where m.name > n.name order by m.name limit 1)
                from names n where n.name is not null)
            select name from names where name is not null""";

    private final JdbcRunner jdbc;

    public ListedFields(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** What a field's values are. */
    public enum Kind {
        TEXT,
        WORD,
        NUMBER,
        TIME,
        FLAG;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A field.
     *
     * @param values all that are possible, for words
     */
    public record ListedField(
            String name, Kind kind, @Nullable List<String> values) {}

    /**
     * All names.
     *
     * @param fields of every experiment, its settings included as {@code spec.SETTING}
     * @param metrics names of series that at least one experiment has
     */
    public record ListedNames(List<ListedField> fields, List<String> metrics) {}

    public ListedNames ofExperiments() {
        Stream<Field> settings =
                SpecFields.ofExperiments().paths().stream().flatMap(path -> SpecColumns.find("spec." + path).stream());
        List<ListedField> fields = Stream.concat(ExperimentFields.ALL.listed().stream(), settings)
                .map(ListedFields::listed)
                .toList();
        List<String> metrics = jdbc.call(
                "reading the names of metrics",
                handle -> handle.select(METRICS).mapTo(String.class).list());
        return new ListedNames(fields, metrics);
    }

    private static ListedField listed(Field field) {
        return switch (field.type()) {
            case FieldType.Text _ -> new ListedField(field.name(), Kind.TEXT, null);
            case FieldType.OneOf words -> new ListedField(field.name(), Kind.WORD, words.all());
            case FieldType.Numeric _ -> new ListedField(field.name(), Kind.NUMBER, null);
            case FieldType.Time _ -> new ListedField(field.name(), Kind.TIME, null);
            case FieldType.Flag _ -> new ListedField(field.name(), Kind.FLAG, null);
        };
    }
}
