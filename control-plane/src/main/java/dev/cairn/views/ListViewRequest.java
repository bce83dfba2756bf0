package dev.cairn.views;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view to save, or the changes of a saved one, in which what is absent stays as it is.
 *
 * @param name needed for a new one; unique among its owner's
 */
public record ListViewRequest(
        @Nullable String name,
        @Nullable String filter,
        @Nullable String sort,
        @Nullable List<String> columns,
        @Nullable Boolean shared) {
    /** What is given here, and otherwise what was before. */
    ListViewRequest over(ListView before) {
        return new ListViewRequest(
                name == null ? before.name() : name,
                filter == null ? before.filter() : filter,
                sort == null ? before.sort() : sort,
                columns == null ? before.columns() : columns,
                shared == null ? before.shared() : shared);
    }
}
