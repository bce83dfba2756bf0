package dev.cairn.history;

import dev.cairn.history.HistoryView.DocumentedColumn;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The views of the schema history as the database documents them. */
@Singleton
public final class HistoryViews {
    private final JdbcRunner jdbc;

    public HistoryViews(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** All views by name, with their columns in order. */
    public List<HistoryView> all() {
        return jdbc.call("reading the views of history", handle -> {
            Map<String, List<DocumentedColumn>> columns = new LinkedHashMap<>();
            handle.createQuery(
                            "select view_name, column_name, type, comment from history.columns order by view_name, position")
                    .map((row, context) -> columns.computeIfAbsent(row.getString("view_name"), any -> new ArrayList<>())
                            .add(new DocumentedColumn(
                                    row.getString("column_name"), row.getString("type"), row.getString("comment"))))
                    .list();
            return handle.createQuery("select view_name, comment from history.catalog order by view_name")
                    .map((row, context) -> new HistoryView(
                            row.getString("view_name"),
                            row.getString("comment"),
                            columns.getOrDefault(row.getString("view_name"), List.of())))
                    .list();
        });
    }
}
