package dev.cairn.history;

import dev.cairn.jdbc.RecordPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lists page by page, as a client of REST does. */
final class Pages {
    private Pages() {}

    /** @param page the page at a cursor; the first one has none */
    static <T> List<T> all(Function<@Nullable String, RecordPage<T>> page) {
        List<T> items = new ArrayList<>();
        String cursor = null;
        do {
            RecordPage<T> next = page.apply(cursor);
            items.addAll(next.items());
            cursor = next.next();
        } while (cursor != null);
        return items;
    }
}
