package dev.cairn.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the audit, newest first.
 *
 * @param next the cursor of the next page, absent on the last
 */
public record AuditPage(List<AuditEntry> items, @Nullable String next) {
    private static final String PREFIX = "a:";

    public AuditPage {
        items = List.copyOf(items);
    }

    static AuditPage of(List<AuditEntry> found, int limit) {
        boolean more = found.size() > limit;
        List<AuditEntry> shown = more ? found.subList(0, limit) : found;
        return new AuditPage(shown, more ? cursor(shown.getLast().id()) : null);
    }

    private static String cursor(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + id).getBytes(StandardCharsets.US_ASCII));
    }

    static long place(String cursor) {
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
