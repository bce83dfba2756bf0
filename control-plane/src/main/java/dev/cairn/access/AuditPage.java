package dev.cairn.access;

import dev.cairn.jdbc.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the audit, newest first.
 *
 * @param next the cursor of the next page; absent on the last page
 */
public record AuditPage(List<AuditEntry> items, @Nullable String next) {
    private static final String LIST = "audit";

    public AuditPage {
        items = List.copyOf(items);
    }

    static AuditPage of(List<AuditEntry> found, int limit) {
        boolean more = found.size() > limit;
        List<AuditEntry> shown = more ? found.subList(0, limit) : found;
        return new AuditPage(shown, more ? Cursor.after(LIST, shown.getLast().id()) : null);
    }

    /** @throws IllegalArgumentException if it is not a cursor of the audit */
    static long position(String cursor) {
        return Cursor.number(LIST, cursor);
    }
}
