package dev.cairn.export;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column in a file.
 *
 * @param precision digits of a decimal, otherwise 0
 * @param scale digits of a decimal behind its point, otherwise 0
 */
public record ColumnType(Kind kind, Shape shape, int precision, int scale) {
    /** Digits that a decimal of 128 bits holds. */
    static final int MOST_DIGITS = 38;

    private static final Pattern DECIMAL = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("bool", Kind.BOOLEAN),
            Map.entry("int2", Kind.INT32),
            Map.entry("int4", Kind.INT32),
            Map.entry("int8", Kind.INT64),
            Map.entry("oid", Kind.INT64),
            Map.entry("float4", Kind.FLOAT32),
            Map.entry("float8", Kind.FLOAT64),
            Map.entry("text", Kind.TEXT),
            Map.entry("varchar", Kind.TEXT),
            Map.entry("bpchar", Kind.TEXT),
            Map.entry("name", Kind.TEXT),
            // Without a scale there is no one decimal type that fits; the digits stay exact as text.
            Map.entry("numeric", Kind.TEXT),
            Map.entry("json", Kind.JSON),
            Map.entry("jsonb", Kind.JSON),
            Map.entry("bytea", Kind.BYTES),
            Map.entry("uuid", Kind.UUID),
            Map.entry("date", Kind.DATE),
            Map.entry("timestamp", Kind.TIMESTAMP),
            Map.entry("timestamptz", Kind.INSTANT));

    private static final Set<String> IN_LISTS =
            Set.of("bool", "int2", "int4", "int8", "float4", "float8", "text", "varchar", "uuid");

    /** One value per row, or any number of them. */
    public enum Shape {
        SCALAR,
        LIST
    }

    /** @param name PostgreSQL's name, such as {@code int8}, {@code numeric(10,2)}, or {@code _text} for an array */
    static Optional<ColumnType> of(String name) {
        if (name.startsWith("_")) {
            String element = name.substring(1);
            return Optional.of(element)
                    .filter(IN_LISTS::contains)
                    .map(known -> new ColumnType(kind(known), Shape.LIST, 0, 0));
        }
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return Optional.of(decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))));
        }
        return Optional.ofNullable(KINDS.get(name)).map(kind -> new ColumnType(kind, Shape.SCALAR, 0, 0));
    }

    private static Kind kind(String name) {
        return Objects.requireNonNull(KINDS.get(name));
    }

    private static ColumnType decimal(int precision, int scale) {
        return precision <= MOST_DIGITS && scale <= precision
                ? new ColumnType(Kind.DECIMAL, Shape.SCALAR, precision, scale)
                : new ColumnType(Kind.TEXT, Shape.SCALAR, 0, 0);
    }

    /** The type of a list's elements. */
    public ColumnType element() {
        return new ColumnType(kind, Shape.SCALAR, precision, scale);
    }
}
