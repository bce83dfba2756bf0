package dev.cairn.experiments;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Opaque places in a list. */
final class Cursors {
    private static final String PREFIX = "e:";

    private Cursors() {}

    static String encode(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + id).getBytes(StandardCharsets.US_ASCII));
    }

    static long decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(PREFIX)) {
                return Long.parseLong(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException ignored) {
            // Told below in one way for every kind of damage.
        }
        throw new IllegalArgumentException("cursor is not one of this list; use \"next\" of the page before");
    }
}
