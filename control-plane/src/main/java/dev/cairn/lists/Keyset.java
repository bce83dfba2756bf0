package dev.cairn.lists;

import java.util.List;
import java.util.stream.Collectors;

/** The SQL of a keyset list. */
final class Keyset {
    private Keyset() {}

    /** The id, then each sort key as text. */
    static String select(Field id, List<SortKey> keys, String from, Condition where, int limit) {
        String columns = keys.stream().map(key -> ", (" + key.sql() + ")::text").collect(Collectors.joining());
        String order = keys.stream()
                .map(key -> key.sql() + " " + key.direction().word())
                .collect(Collectors.joining(", "));
        return "select " + id.sql() + columns + "\n" + from + "where " + where.sql() + "\norder by " + order
                // As a literal, since a generic plan may sort all rows first.
                + "\nlimit " + limit;
    }

    /** Rows after a position: the first key comes after it, or is equal and the other keys come after it. */
    static Condition behind(List<SortKey> keys, Place place) {
        SortKey key = keys.getFirst();
        String value = place.values().getFirst();
        Condition behind = compared(key, key.direction().behind(), value);
        if (keys.size() == 1) {
            return behind;
        }
        List<String> rest = place.values().subList(1, place.values().size());
        Condition tied = compared(key, "=", value).and(behind(keys.subList(1, keys.size()), new Place(rest)));
        // The first, redundant comparison lets an index on the first key start at the position.
        return compared(key, key.direction().behind() + "=", value).and(behind.or(tied));
    }

    private static Condition compared(SortKey key, String operator, String value) {
        return new Condition(key.sql() + " " + operator + " cast(? as " + key.type() + ")", List.of(value));
    }
}
