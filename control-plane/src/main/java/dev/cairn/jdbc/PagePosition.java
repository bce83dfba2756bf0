package dev.cairn.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The position after one item of a list, as the values that the list is ordered by. */
public record PagePosition(Cursor cursor) {
    public static PagePosition of(String list, String... values) {
        return new PagePosition(new Cursor(list, List.of(values)));
    }

    public String encode() {
        return cursor.encode();
    }

    /**
     * The position of a cursor, or the one before all items if there is no cursor.
     *
     * @throws IllegalArgumentException if it is not a cursor of this list
     */
    public static PagePosition decode(@Nullable String cursor, PagePosition first) {
        return cursor == null || cursor.isEmpty()
                ? first
                : new PagePosition(
                        Cursor.of(first.cursor().list(), first.cursor().values().size(), cursor));
    }

    public String text(int value) {
        return cursor.text(value);
    }

    public int whole(int value) {
        return cursor.intAt(value);
    }

    /** A time as PostgreSQL compares it; null if the position has none. */
    @Nullable
    public OffsetDateTime time(int value) {
        try {
            return text(value).isEmpty() ? null : Instant.parse(text(value)).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Cursor.invalid();
        }
    }
}
