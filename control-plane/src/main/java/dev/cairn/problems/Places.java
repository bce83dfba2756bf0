package dev.cairn.problems;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Opaque places in lists. */
final class Places {
    private Places() {}

    static String encode(String list, long place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + place).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException if it is not a cursor of this list */
    static long decode(String list, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(list + ":")) {
                long place = Long.parseLong(text.substring(list.length() + 1));
                if (place >= 0 && place <= Integer.MAX_VALUE) {
                    return place;
                }
            }
        } catch (IllegalArgumentException ignored) {
            // Told below in one way for every kind of damage.
        }
        throw new IllegalArgumentException("cursor is not one of this list; use \"next\" of the page before");
    }
}
