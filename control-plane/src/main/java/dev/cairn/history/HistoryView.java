package dev.cairn.history;

import java.util.List;

/** A view of the schema history, with what its comment says. */
public record HistoryView(String name, String comment, List<DocumentedColumn> columns) {
    public HistoryView {
        columns = List.copyOf(columns);
    }

    /**
     * A column of a view.
     *
     * @param type PostgreSQL's name of it
     */
    public record DocumentedColumn(String name, String type, String comment) {}
}
