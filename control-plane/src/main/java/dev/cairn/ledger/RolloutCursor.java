package dev.cairn.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The place after one rollout, opaque to its holder. */
record RolloutCursor(String unit, int ordinal) {
    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((ordinal + ":" + unit).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if it is not a cursor */
    static RolloutCursor decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon > 0) {
                return new RolloutCursor(text.substring(colon + 1), Integer.parseInt(text.substring(0, colon)));
            }
        } catch (IllegalArgumentException ignored) {
            // Told below in one way for every kind of damage.
        }
        throw new IllegalArgumentException("cursor is not one of this list; use \"next\" of the page before");
    }
}
