package dev.cairn.jdbc;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the next page; absent on the last page
 */
public record RecordPage<T>(List<T> items, @Nullable String next) {
    public RecordPage {
        items = List.copyOf(items);
    }

    /**
     * The first items found.
     *
     * @param found one more than the limit if there are more
     * @param position the position of an item in the list's order
     */
    public static <T> RecordPage<T> of(List<T> found, int limit, Function<T, PagePosition> position) {
        if (found.size() <= limit) {
            return new RecordPage<>(found, null);
        }
        List<T> shown = found.subList(0, limit);
        return new RecordPage<>(shown, position.apply(shown.getLast()).encode());
    }
}
