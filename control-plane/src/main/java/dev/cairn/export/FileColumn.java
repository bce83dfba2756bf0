package dev.cairn.export;

import dev.cairn.history.Column;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryFailedException.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A column of a file. */
public record FileColumn(String name, ColumnType type) {
    private static final String NOT_SUPPORTED = "0A000";
    private static final String DUPLICATE_COLUMN = "42701";

    /** @throws QueryFailedException if a file cannot have these columns; the message says what to write */
    public static List<FileColumn> of(List<Column> columns) {
        List<FileColumn> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (columns.isEmpty()) {
            throw refused(NOT_SUPPORTED, "the query has no columns, and a file needs at least one");
        }
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw refused(
                        DUPLICATE_COLUMN,
                        "two columns are called " + column.name() + "; give each its own name with AS");
            }
            found.add(new FileColumn(
                    column.name(),
                    ColumnType.of(column.type())
                            .orElseThrow(() -> refused(
                                    NOT_SUPPORTED,
                                    "column " + column.name() + " is of the type " + column.type()
                                            + ", which Parquet and Arrow files cannot hold here; "
                                            + instead(column)))));
        }
        return found;
    }

    private static String instead(Column column) {
        String quoted = '"' + column.name().replace("\"", "\"\"") + '"';
        if (column.type().startsWith("_")) {
            return "write to_jsonb(" + quoted + ")";
        }
        return switch (column.type()) {
            case "interval" -> "write extract(epoch from " + quoted + ")::float8 for its seconds";
            case "money" -> "write " + quoted + "::numeric(38,2)";
            default -> "write " + quoted + "::text";
        };
    }

    private static QueryFailedException refused(String sqlState, String message) {
        return new QueryFailedException(new Problem(sqlState, message, null, null, null));
    }
}
