package dev.cairn.lists;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.lists.Field.Presence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One expression of an ORDER BY. It is never null, so that comparisons determine a position between two rows.
 *
 * @param type in SQL
 * @param absent the expression whose absence this key tells, if it does; the next key has its value
 */
record SortKey(
        String sql,
        String type,
        Direction direction,
        @Nullable String absent) {
    private static final int MOST_KEYS = 5;
    private static final String HOW =
            "field names separated by commas, with - before a name for descending order, as in" + " -createdAt,name";

    SortKey(String sql, String type, Direction direction) {
        this(sql, type, direction, null);
    }

    /** Ascending or descending. */
    enum Direction {
        RISING("asc", ">"),
        FALLING("desc", "<");

        private final String keyword;
        private final String operator;

        Direction(String word, String behind) {
            this.keyword = word;
            this.operator = behind;
        }

        /** The keyword in an ORDER BY. */
        String keyword() {
            return keyword;
        }

        /** The operator between a key and the value of a row that comes earlier. */
        String operator() {
            return operator;
        }
    }

    /**
     * Reads {@code -createdAt,name}; rows without a value come last, and the id is added as the last key, so that no
     * two rows are equal.
     *
     * @param id the list's id
     */
    static List<SortKey> parse(String sort, Fields fields, Field id) {
        String[] names = sort.split(",", -1);
        if (names.length > MOST_KEYS) {
            throw error("has " + names.length + " fields", "at most " + MOST_KEYS);
        }
        List<SortKey> keys = new ArrayList<>();
        Direction last = Direction.FALLING;
        for (String written : names) {
            String name = written.strip();
            last = name.startsWith("-") ? Direction.FALLING : Direction.RISING;
            String path = name.startsWith("-") ? name.substring(1) : name;
            if (path.isEmpty()) {
                throw error("has an empty name", HOW);
            }
            keys.addAll(of(
                    fields.find(path).orElseThrow(() -> error(Fields.unknownField(path), fields.allowed(path))), last));
        }
        keys.add(new SortKey(id.sql(), id.type().sql(), last));
        return List.copyOf(keys);
    }

    private static List<SortKey> of(Field field, Direction direction) {
        if (field.presence() == Presence.ALWAYS) {
            return List.of(new SortKey(field.sql(), field.type().sql(), direction));
        }
        String any = switch (field.type()) {
            case FieldType.Numeric _ -> "0";
            case FieldType.Text _, FieldType.OneOf _ -> "''";
            case FieldType.Time _ -> "'epoch'";
            case FieldType.Flag _ -> "false";
        };
        return List.of(
                new SortKey("(" + field.sql() + " is null)", "boolean", Direction.RISING, field.sql()),
                new SortKey(
                        "coalesce(" + field.sql() + ", " + any + ")",
                        field.type().sql(),
                        direction));
    }

    private static InvalidInputException error(String message, String allowed) {
        return new InvalidInputException(Subject.QUERY, new FieldError("sort", message, allowed));
    }
}
