package dev.cairn.history;

import dev.cairn.jdbc.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the record of queries, newest first.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record QueryPage(List<AskedQuery> items, @Nullable String next) {
    private static final String LIST = "history-queries";

    static long position(@Nullable String cursor) {
        return cursor == null || cursor.isEmpty() ? Long.MAX_VALUE : Cursor.number(LIST, cursor);
    }

    /** @param found one more than fits, if there are more */
    static QueryPage of(List<AskedQuery> found, int size) {
        boolean more = found.size() > size;
        List<AskedQuery> shown = more ? found.subList(0, size) : found;
        return new QueryPage(
                List.copyOf(shown), more ? Cursor.after(LIST, shown.getLast().id()) : null);
    }
}
