package dev.cairn.lists;

import dev.cairn.spec.FieldError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place behind a row in one list with one filter and one order; opaque to its holder.
 *
 * @param values of the row, one a sort key, as the database writes them
 */
record Cursor(List<String> values) {
    private static final String BETWEEN = "\0";
    private static final int DIGEST_LETTERS = 16;

    Cursor {
        values = List.copyOf(values);
    }

    /** @param query what the cursor belongs to; a cursor is refused where this is another */
    String encode(String query) {
        List<String> parts = new ArrayList<>(List.of(digest(query)));
        parts.addAll(values);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param keys how many sort keys the list has
     * @throws InvalidQueryException if it is no cursor, or one of another query
     */
    static Cursor decode(String cursor, String query, int keys) {
        List<String> parts;
        try {
            parts = Arrays.asList(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(BETWEEN, -1));
        } catch (IllegalArgumentException e) {
            throw broken(e);
        }
        if (parts.getFirst().length() != DIGEST_LETTERS) {
            throw broken(null);
        }
        if (!parts.getFirst().equals(digest(query))) {
            throw new InvalidQueryException(new FieldError(
                    "cursor",
                    "belongs to another list, filter or sort",
                    "\"next\" of a page with the same filter and sort; leave it out to start over"));
        }
        if (parts.size() != keys + 1) {
            throw broken(null);
        }
        return new Cursor(parts.subList(1, parts.size()));
    }

    static InvalidQueryException broken(@Nullable Exception cause) {
        var wrong = new InvalidQueryException(new FieldError(
                "cursor", "is not a valid cursor", "\"next\" of the page before; leave it out to start over"));
        if (cause != null) {
            wrong.addSuppressed(cause);
        }
        return wrong;
    }

    private static String digest(String query) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256).substring(0, DIGEST_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
