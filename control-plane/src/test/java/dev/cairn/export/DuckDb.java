package dev.cairn.export;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** DuckDB, which reads the files. */
final class DuckDb {
    private DuckDb() {}

    /** The rows of a query, each as the list of its values. */
    static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            ResultSet row = statement.executeQuery(sql);
            while (row.next()) {
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(row.getString(i));
                }
                rows.add(String.valueOf(cells));
            }
        }
        return rows;
    }
}
