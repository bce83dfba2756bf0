package dev.cairn.export;

import dev.cairn.history.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view of the schema history that has rows of an experiment.
 *
 * @param comment what the database says about it
 * @param rows PostgreSQL's estimate for the experiment, for progress
 */
public record ExportedView(String name, @Nullable String comment, long rows, List<ViewColumn> columns) {
    public ExportedView {
        columns = List.copyOf(columns);
    }

    /**
     * A column of the view.
     *
     * @param type PostgreSQL's name of the type in the file, such as {@code int8}; {@code text} stands for types that
     *     files don't have
     */
    public record ViewColumn(
            String name, String type, @Nullable String comment) {
        Column column() {
            return new Column(name, type);
        }
    }
}
