package dev.cairn.lists;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.spec.SpecFields;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings and metrics that a table shows of each experiment.
 *
 * @param settings paths such as {@code soar.outer.tau}
 * @param metrics names such as {@code student/loss}
 */
public record TableColumns(List<String> settings, List<String> metrics) {
    private static final int MOST = 20;

    public TableColumns {
        settings = List.copyOf(settings);
        metrics = List.copyOf(metrics);
    }

    /**
     * Reads names that are separated by commas.
     *
     * @throws InvalidInputException if a name is not valid, or there are too many
     */
    public static TableColumns parse(@Nullable String settings, @Nullable String metrics) {
        List<String> paths = names("settings", settings);
        for (String path : paths) {
            if (SpecFields.ofExperiments().leaf(path).isEmpty()) {
                throw error("settings", "there is no setting '" + path + "'", nearest(path));
            }
        }
        List<String> series = names("metrics", metrics);
        for (String name : series) {
            if (!MetricJoins.isName(name)) {
                throw error("metrics", "'" + name + "' is not the name of a metric", "ROLE/NAME, as in student/loss");
            }
        }
        return new TableColumns(paths, series);
    }

    private static String nearest(String path) {
        return SpecFields.ofExperiments().nearest(path).orElse("a setting, as in soar.outer.tau");
    }

    private static List<String> names(String parameter, @Nullable String written) {
        if (written == null || written.isBlank()) {
            return List.of();
        }
        List<String> names = Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        if (names.size() > MOST) {
            throw error(parameter, "has " + names.size() + " names", "at most " + MOST);
        }
        return names;
    }

    private static InvalidInputException error(String parameter, String message, String allowed) {
        return new InvalidInputException(Subject.QUERY, new FieldError(parameter, message, allowed));
    }
}
