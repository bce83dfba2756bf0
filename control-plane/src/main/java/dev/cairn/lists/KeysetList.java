package dev.cairn.lists;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Pages of ids of one table with what is joined to it, by the place behind the last row instead of by counting rows: no
 * row is lost or shown twice when others come and go meanwhile, and a late page costs what the first does.
 */
final class KeysetList {
    private final DataSource database;
    private final String name;
    private final String from;
    private final Fields fields;

    /**
     * @param name tells this list's cursors from others'
     * @param from FROM clause in whose names the fields are written
     */
    KeysetList(DataSource database, String name, String from, Fields fields) {
        this.database = database;
        this.name = name;
        this.from = from;
        this.fields = fields;
    }

    /** @param next the cursor of the page behind it */
    record Ids(List<Long> ids, @Nullable String next) {}

    Ids page(ListQuery query) {
        Condition where = query.where(fields);
        List<SortKey> keys = SortKey.parse(query.order(), fields, id());
        String identity = name + "\n" + query.identity();
        String written = query.cursor();
        Cursor cursor = written == null || written.isEmpty() ? null : Cursor.decode(written, identity, keys.size());
        if (cursor != null) {
            where = where.and(Keyset.behind(keys, cursor));
        }
        List<Row> rows = read(where, keys, query.limit() + 1, cursor);
        boolean more = rows.size() > query.limit();
        List<Row> shown = more ? rows.subList(0, query.limit()) : rows;
        return new Ids(
                shown.stream().map(Row::id).toList(),
                more ? shown.getLast().place().encode(identity) : null);
    }

    /** The first ids that meet a condition, smallest first. */
    List<Long> matching(Condition where, int limit) {
        List<SortKey> keys = List.of(new SortKey(id().sql(), id().type().sql(), SortKey.Direction.RISING));
        return read(where, keys, limit, null).stream().map(Row::id).toList();
    }

    private record Row(long id, Cursor place) {}

    private List<Row> read(Condition where, List<SortKey> keys, int limit, @Nullable Cursor cursor) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(Keyset.select(id(), keys, from, where, limit))) {
            where.bind(select, 1);
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    List<String> values = new ArrayList<>();
                    for (int key = 0; key < keys.size(); key++) {
                        values.add(found.getString(key + 2));
                    }
                    rows.add(new Row(found.getLong(1), new Cursor(values)));
                }
            }
            return rows;
        } catch (SQLException e) {
            if (cursor != null && e.getSQLState() != null && e.getSQLState().startsWith("22")) {
                // A value in a cursor that somebody made up is none of its type.
                throw Cursor.broken(e);
            }
            throw new IllegalStateException("reading the list of " + name + " failed: " + e.getMessage(), e);
        }
    }

    private Field id() {
        return fields.find("id").orElseThrow();
    }
}
