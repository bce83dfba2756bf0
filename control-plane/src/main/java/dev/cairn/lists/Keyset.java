package dev.cairn.lists;

import java.util.List;
import java.util.stream.Collectors;

/** The statements of a keyset list. */
final class Keyset {
    private Keyset() {}

    /** The id, then each sort key as text. */
    static String select(Field id, List<SortKey> keys, String from, Condition where, int limit) {
        String columns = keys.stream().map(key -> ", (" + key.sql() + ")::text").collect(Collectors.joining());
        String order = keys.stream()
                .map(key -> key.sql() + " " + key.direction().word())
                .collect(Collectors.joining(", "));
        return "select " + id.sql() + columns + "\n" + from + "where " + where.sql() + "\norder by " + order
                // As a literal: a plan for any limit may sort all rows first.
                + "\nlimit " + limit;
    }

    /** Rows behind a place: the first key is behind it, or equal and the rest behind. */
    static Condition behind(List<SortKey> keys, Place place) {
        SortKey key = keys.getFirst();
        String value = place.values().getFirst();
        Condition behind = compared(key, key.direction().behind(), value);
        if (keys.size() == 1) {
            return behind;
        }
        List<String> rest = place.values().subList(1, place.values().size());
        Condition tied = compared(key, "=", value).and(behind(keys.subList(1, keys.size()), new Place(rest)));
        // The looser comparison in front is implied, and lets an index on the first key begin at the place.
        return compared(key, key.direction().behind() + "=", value).and(behind.or(tied));
    }

    private static Condition compared(SortKey key, String operator, String value) {
        return new Condition(key.sql() + " " + operator + " cast(? as " + key.type() + ")", List.of(value));
    }
}
