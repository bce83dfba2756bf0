package dev.cairn.lists;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last metrics of experiments that one statement names, each joined once under an alias of its own: a sort by one of
 * them starts in the index {@code experiments_by_metric}.
 */
final class MetricJoins {
    static final String PREFIX = "metrics.";

    static final String WORDS =
            "metrics[\"ROLE/NAME\"] with the role outer, student or teacher, as in metrics[\"student/loss\"]";

    /** Excludes quotes and question marks, so that the name can be part of the statement. */
    private static final Pattern NAME = Pattern.compile("(?:outer|student|teacher)/[a-z][a-z0-9_.-]{0,62}");

    private final Map<String, String> aliases = new LinkedHashMap<>();

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** @param path such as {@code metrics.student/loss} */
    Optional<Field> find(String path) {
        String name = path.substring(PREFIX.length());
        if (!isName(name)) {
            return Optional.empty();
        }
        String alias = aliases.computeIfAbsent(name, any -> "m" + aliases.size());
        return Optional.of(Field.sometimes(path, alias + ".value", FieldType.Numeric.REAL));
    }

    /** What comes after the tables of the list, among them experiment e. */
    String sql() {
        StringBuilder joins = new StringBuilder();
        aliases.forEach((name, alias) -> joins.append("left join experiment_metric ")
                .append(alias)
                .append(" on ")
                .append(alias)
                .append(".experiment_id = e.id and ")
                .append(alias)
                .append(".name = '")
                .append(name)
                .append("'\n"));
        return joins.toString();
    }
}
