package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All rows of a run in one table, by their key without the run. */
final class StoredTable {
    private final String name;
    private final Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Disagreements disagreements;

    private StoredTable(String name, Disagreements disagreements) {
        this.name = name;
        this.disagreements = disagreements;
    }

    /** @param key columns that identify a row of the run */
    static StoredTable read(Connection database, long run, String name, List<String> key, Disagreements disagreements)
            throws SQLException {
        StoredTable table = new StoredTable(name, disagreements);
        try (PreparedStatement select = database.prepareStatement("select * from " + name + " where run_id = ?")) {
            select.setLong(1, run);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    Map<String, @Nullable Object> row = row(found);
                    table.rows.put(
                            key.stream()
                                    .map(column -> String.valueOf(row.get(column)))
                                    .collect(Collectors.joining("/")),
                            row);
                }
            }
        }
        return table;
    }

    private static Map<String, @Nullable Object> row(ResultSet found) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i), found.getObject(i));
        }
        return row;
    }

    /** The expected row; if it is missing, that is reported. */
    StoredRow row(Object... key) {
        String joined = List.of(key).stream().map(String::valueOf).collect(Collectors.joining("/"));
        asked.add(joined);
        Map<String, @Nullable Object> row = rows.get(joined);
        disagreements.equal(name, joined, "is there", row != null, true);
        return new StoredRow(name, joined, row, disagreements);
    }

    /** Reports every row that was not read. */
    void nothingElse() {
        rows.keySet().stream()
                .filter(key -> !asked.contains(key))
                .forEach(key -> disagreements.report(name, key, "should not be there"));
    }
}
