package dev.cairn.lists;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.base.Sha256;
import dev.cairn.jdbc.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position after a row in one list with one filter and one order.
 *
 * @param values the row's sort keys, as the database writes them
 */
record KeysetPosition(List<String> values) {
    private static final int DIGEST_LETTERS = 16;

    KeysetPosition {
        values = List.copyOf(values);
    }

    /** @param query identifies the query that the cursor belongs to; other queries refuse it */
    String encode(String query) {
        return new Cursor(digest(query), values).encode();
    }

    /**
     * @param keys number of sort keys of the list
     * @throws InvalidInputException if it is not a cursor, or belongs to another query
     */
    static KeysetPosition decode(String text, String query, int keys) {
        Cursor cursor = Cursor.decode(text)
                .filter(any -> any.list().length() == DIGEST_LETTERS)
                .orElseThrow(() -> broken(null));
        if (!cursor.list().equals(digest(query))) {
            throw new InvalidInputException(
                    Subject.QUERY,
                    new FieldError(
                            "cursor",
                            "belongs to another list, filter or sort",
                            "\"next\" of a page with the same filter and sort; leave it out to start over"));
        }
        if (cursor.values().size() != keys) {
            throw broken(null);
        }
        return new KeysetPosition(cursor.values());
    }

    static InvalidInputException broken(@Nullable Exception cause) {
        InvalidInputException wrong = new InvalidInputException(
                Subject.QUERY,
                new FieldError(
                        "cursor",
                        "is not a valid cursor",
                        "\"next\" of the previous page; leave it out to start over"));
        if (cause != null) {
            wrong.addSuppressed(cause);
        }
        return wrong;
    }

    private static String digest(String query) {
        return Sha256.hex(query).substring(0, DIGEST_LETTERS);
    }
}
