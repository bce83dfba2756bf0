package dev.cairn.lists;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of ids of one table with what is joined to it, by the place behind the last row instead of by counting rows: no
 * row is lost or shown twice when others come and go meanwhile, and a late page costs what the first does.
 */
final class KeysetList {
    private final JdbcRunner jdbc;
    private final String name;
    private final String from;
    private final Fields fields;

    /**
     * @param name tells this list's cursors from others'
     * @param from FROM clause in whose names the fields are written
     */
    KeysetList(JdbcRunner jdbc, String name, String from, Fields fields) {
        this.jdbc = jdbc;
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
        Place after = written == null || written.isEmpty() ? null : Place.decode(written, identity, keys.size());
        if (after != null) {
            where = where.and(Keyset.behind(keys, after));
        }
        List<Row> rows = read(where, keys, query.limit() + 1, after);
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

    private record Row(long id, Place place) {}

    private List<Row> read(Condition where, List<SortKey> keys, int limit, @Nullable Place after) {
        try {
            return jdbc.call(
                    "reading the list of " + name,
                    handle -> handle.select(
                                    Keyset.select(id(), keys, from, where, limit),
                                    where.parameters().toArray())
                            .map((row, context) -> row(row, keys.size()))
                            .list());
        } catch (DatabaseException e) {
            String state = e.sqlState();
            if (after != null && state != null && state.startsWith("22")) {
                // A value in a cursor that somebody made up is none of its type.
                throw Place.broken(e);
            }
            throw e;
        }
    }

    /** The columns have no names of their own: the id, then the sort keys in their order. */
    private static Row row(ResultSet row, int keys) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            values.add(row.getString(key + 2));
        }
        return new Row(row.getLong(1), new Place(values));
    }

    private Field id() {
        return fields.find("id").orElseThrow();
    }
}
