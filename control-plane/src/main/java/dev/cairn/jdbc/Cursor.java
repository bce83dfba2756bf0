package dev.cairn.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The position after a row of one list, opaque to clients.
 *
 * @param list the list it belongs to, so that another list refuses it
 * @param values the values that identify the position, such as a row's sort keys
 */
public record Cursor(String list, List<String> values) {
    /** A separator that never occurs in PostgreSQL's texts. */
    private static final String BETWEEN = "\0";

    public Cursor {
        values = List.copyOf(values);
    }

    /** The position after a row that is identified by one number. */
    public static String after(String list, long value) {
        return new Cursor(list, List.of(Long.toString(value))).encode();
    }

    /** The cursor's text, of letters, digits, {@code -} and {@code _} only. */
    public String encode() {
        List<String> parts = new ArrayList<>(List.of(list));
        parts.addAll(values);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor's text; empty if it is not a valid cursor. */
    public static Optional<Cursor> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            List<String> parts = Arrays.asList(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .split(BETWEEN, -1));
            return Optional.of(new Cursor(parts.getFirst(), parts.subList(1, parts.size())));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a cursor of one list.
     *
     * @param count number of its values
     * @throws IllegalArgumentException if it is not a cursor of this list
     */
    public static Cursor of(String list, int count, String text) {
        return decode(text)
                .filter(cursor -> cursor.list().equals(list) && cursor.values().size() == count)
                .orElseThrow(Cursor::invalid);
    }

    /**
     * Reads a cursor whose position is one number.
     *
     * @throws IllegalArgumentException if it is not a cursor of this list
     */
    public static long number(String list, String text) {
        return of(list, 1, text).number(0);
    }

    /**
     * Reads a cursor whose position is the number of items before it.
     *
     * @throws IllegalArgumentException if it is not a cursor of this list
     */
    public static int index(String list, String text) {
        long index = number(list, text);
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw invalid();
        }
        return (int) index;
    }

    public String text(int index) {
        return values.get(index);
    }

    /** @throws IllegalArgumentException if the value is not a whole number of 32 bits */
    public int intAt(int index) {
        long number = number(index);
        if (number != (int) number) {
            throw invalid();
        }
        return (int) number;
    }

    /** @throws IllegalArgumentException if the value is not a whole number */
    public long number(int index) {
        try {
            return Long.parseLong(values.get(index));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    /** The exception for a text that is not a cursor of its list. */
    public static IllegalArgumentException invalid() {
        return new IllegalArgumentException("cursor belongs to another list; use \"next\" of the previous page");
    }
}
