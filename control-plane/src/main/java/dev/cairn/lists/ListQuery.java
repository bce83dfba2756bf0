package dev.cairn.lists;

import dev.cairn.spec.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of a list.
 *
 * @param filter in CEL; all rows without it
 * @param sort as in {@code -createdAt,name}; newest first without it
 * @param cursor {@link dev.cairn.experiments.Page#next} of the page before
 */
public record ListQuery(
        @Nullable String filter,
        @Nullable String sort,
        int limit,
        @Nullable String cursor) {
    /** The longest page. */
    public static final int MOST_ITEMS = 1000;

    private static final String NEWEST_FIRST = "-id";

    /** @throws InvalidQueryException if the limit is out of range */
    public ListQuery {
        requireLimit(limit);
    }

    /**
     * The limit, if pages can be so long; every list has the same.
     *
     * @throws InvalidQueryException if it is out of range
     */
    public static int requireLimit(int limit) {
        if (limit < 1 || limit > MOST_ITEMS) {
            throw new InvalidQueryException(new FieldError("limit", "is " + limit, "1 to " + MOST_ITEMS));
        }
        return limit;
    }

    Condition where(Fields fields) {
        return filter == null || filter.isBlank() ? Condition.ALWAYS : FilterCompiler.compile(filter, fields);
    }

    String order() {
        return sort == null || sort.isBlank() ? NEWEST_FIRST : sort;
    }

    /** What a cursor of this query belongs to, beside the list. */
    String identity() {
        return order() + "\n" + (filter == null ? "" : filter.strip());
    }
}
