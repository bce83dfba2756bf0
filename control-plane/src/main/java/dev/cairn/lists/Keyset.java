package dev.cairn.lists;

import java.util.List;
import java.util.stream.Collectors;

/** The SQL of a keyset list. */
final class Keyset {
    private Keyset() {}

    /**
     * The id, then each sort key as text.
     *
     * @param keys of a row's position
     * @param order what the rows are sorted by
     */
    static String select(Field id, List<SortKey> keys, String from, Condition where, List<SortKey> order, int limit) {
        String columns = keys.stream().map(key -> ", (" + key.sql() + ")::text").collect(Collectors.joining());
        String sorted = order.stream()
                .map(key -> key.sql() + " " + key.direction().keyword())
                .collect(Collectors.joining(", "));
        return "select " + id.sql() + columns + "\n" + from + "where " + where.sql() + "\norder by " + sorted
                // As a literal, since a generic plan may sort all rows first.
                + "\nlimit " + limit;
    }

    /** Rows after a position: the first key comes after it, or is equal and the other keys come after it. */
    static Condition after(List<SortKey> keys, KeysetPosition position) {
        SortKey key = keys.getFirst();
        String value = position.values().getFirst();
        Condition behind = compared(key, key.direction().operator(), value);
        if (keys.size() == 1) {
            return behind;
        }
        List<String> rest = position.values().subList(1, position.values().size());
        Condition tied = compared(key, "=", value).and(after(keys.subList(1, keys.size()), new KeysetPosition(rest)));
        // The first, redundant comparison lets an index on the first key start at the position.
        return compared(key, key.direction().operator() + "=", value).and(behind.or(tied));
    }

    private static Condition compared(SortKey key, String operator, String value) {
        return new Condition(key.sql() + " " + operator + " cast(? as " + key.type() + ")", List.of(value));
    }
}
