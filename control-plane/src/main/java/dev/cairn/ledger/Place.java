package dev.cairn.ledger;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place behind one item of a list, by the values that the list is ordered by; as a cursor, opaque to its holder. */
record Place(List<String> values) {
    private static final String BEGIN = "p\n";

    Place {
        values = List.copyOf(values);
    }

    static Place of(String... values) {
        return new Place(List.of(values));
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((BEGIN + String.join("\n", values)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place of a cursor, or the one before all items where there is none.
     *
     * @throws IllegalArgumentException if it is not a cursor of such a list
     */
    static Place decode(@Nullable String cursor, Place first) {
        if (cursor == null || cursor.isEmpty()) {
            return first;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(BEGIN)) {
                List<String> values = List.of(text.substring(BEGIN.length()).split("\n", -1));
                if (values.size() == first.values().size() && text.indexOf('\0') < 0) {
                    return new Place(values);
                }
            }
        } catch (IllegalArgumentException ignored) {
            // Told below in one way for every kind of damage.
        }
        throw broken();
    }

    String text(int value) {
        return values.get(value);
    }

    int whole(int value) {
        try {
            return Integer.parseInt(values.get(value));
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    /** A time as PostgreSQL compares it; absent where the place has none. */
    @Nullable
    OffsetDateTime time(int value) {
        try {
            return values.get(value).isEmpty()
                    ? null
                    : Instant.parse(values.get(value)).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw broken();
        }
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("cursor is not one of this list; use \"next\" of the page before");
    }
}
