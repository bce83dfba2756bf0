package dev.cairn.history;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of an answer.
 *
 * @param type PostgreSQL's name of the type, such as {@code int8}, {@code numeric(10,2)}, or {@code _text} for an array
 *     of texts
 */
public record Column(String name, String type) {
    static List<Column> of(ResultSet rows) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new Column(data.getColumnLabel(i), type(data, i)));
        }
        return List.copyOf(columns);
    }

    private static String type(ResultSetMetaData data, int column) throws SQLException {
        String name = data.getColumnTypeName(column);
        int precision = data.getPrecision(column);
        return name.equals("numeric") && precision > 0 && data.getScale(column) >= 0
                ? name + "(" + precision + "," + data.getScale(column) + ")"
                : name;
    }
}
