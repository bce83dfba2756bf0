package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages of ids by the position after the last row rather than by an offset. No row is skipped or shown twice when other
 * rows are added or removed, and a late page costs as much as the first.
 */
final class KeysetList {
    private final JdbcRunner jdbc;
    private final String name;
    private final Supplier<ListScope> scopes;

    /**
     * @param name distinguishes this list's cursors from those of other lists
     * @param scopes gives each statement a scope of its own
     */
    KeysetList(JdbcRunner jdbc, String name, Supplier<ListScope> scopes) {
        this.jdbc = jdbc;
        this.name = name;
        this.scopes = scopes;
    }

    /** @param next the cursor of the next page */
    record Ids(List<Long> ids, @Nullable String next) {}

    Ids page(ListQuery query) {
        ListScope scope = scopes.get();
        Condition where = Fields.unlessArchived(query.where(scope.fields()));
        List<SortKey> keys = SortKey.parse(query.order(), scope.fields(), id(scope));
        String identity = name + "\n" + query.identity();
        String written = query.cursor();
        KeysetPosition after =
                written == null || written.isEmpty() ? null : KeysetPosition.decode(written, identity, keys.size());
        List<Row> rows = new ArrayList<>();
        for (KeysetPart part : KeysetPart.of(keys, after)) {
            int missing = query.limit() + 1 - rows.size();
            if (missing > 0) {
                rows.addAll(read(scope, where.and(part.where()), keys, part.order(), missing, after));
            }
        }
        boolean more = rows.size() > query.limit();
        List<Row> shown = more ? rows.subList(0, query.limit()) : rows;
        return new Ids(
                shown.stream().map(Row::id).toList(),
                more ? shown.getLast().position().encode(identity) : null);
    }

    /**
     * The first ids after one that match a filter, smallest first.
     *
     * @throws InvalidInputException if the filter is invalid
     */
    List<Long> matching(String filter, long after, int limit) {
        ListScope scope = scopes.get();
        Field id = id(scope);
        Condition where = Fields.unlessArchived(FilterCompiler.compile(filter, scope.fields()))
                .and(new Condition(id.sql() + " > ?", List.of(after)));
        List<SortKey> keys = List.of(new SortKey(id.sql(), id.type().sql(), SortKey.Direction.RISING));
        return read(scope, where, keys, keys, limit, null).stream().map(Row::id).toList();
    }

    private record Row(long id, KeysetPosition position) {}

    private List<Row> read(
            ListScope scope,
            Condition where,
            List<SortKey> keys,
            List<SortKey> order,
            int limit,
            @Nullable KeysetPosition after) {
        try {
            return jdbc.call(
                    "reading the list of " + name,
                    handle -> handle.select(
                                    Keyset.select(id(scope), keys, scope.from(), where, order, limit),
                                    where.parameters().toArray())
                            .map((row, context) -> row(row, keys.size()))
                            .list());
        } catch (DatabaseException e) {
            String state = e.sqlState();
            if (after != null && state != null && state.startsWith("22")) {
                // A value in a forged cursor does not have the type of its key.
                throw KeysetPosition.broken(e);
            }
            throw e;
        }
    }

    /** Reads the columns by position, since they are not named: the id, then the sort keys in order. */
    private static Row row(ResultSet row, int keys) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            values.add(row.getString(key + 2));
        }
        return new Row(row.getLong(1), new KeysetPosition(values));
    }

    private static Field id(ListScope scope) {
        return scope.fields().find("id").orElseThrow();
    }
}
