package dev.cairn.lists;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A query for one page of a list.
 *
 * @param filter a filter in CEL; all rows if absent
 * @param sort such as {@code -createdAt,name}; newest first if absent
 * @param cursor {@link dev.cairn.experiments.Page#next} of the previous page
 */
public record ListQuery(
        @Nullable String filter,
        @Nullable String sort,
        int limit,
        @Nullable String cursor) {
    /** The largest number of items per page. */
    public static final int MOST_ITEMS = 1000;

    private static final String NEWEST_FIRST = "-id";

    /** @throws InvalidInputException if the limit is out of range */
    public ListQuery {
        requireLimit(limit);
    }

    /**
     * Returns the limit if it is valid; it is the same for every list.
     *
     * @throws InvalidInputException if it is out of range
     */
    public static int requireLimit(int limit) {
        if (limit < 1 || limit > MOST_ITEMS) {
            throw new InvalidInputException(
                    Subject.QUERY, new FieldError("limit", "is " + limit, "1 to " + MOST_ITEMS));
        }
        return limit;
    }

    /** @throws InvalidInputException if the list of experiments does not take this filter and sort */
    public void checkOfExperiments() {
        Fields fields = ListScope.ofExperiments().fields();
        where(fields);
        SortKey.parse(order(), fields, fields.find("id").orElseThrow());
    }

    Condition where(Fields fields) {
        return filter == null || filter.isBlank() ? Condition.ALWAYS : FilterCompiler.compile(filter, fields);
    }

    String order() {
        return sort == null || sort.isBlank() ? NEWEST_FIRST : sort;
    }

    /** Identifies this query within its list, for its cursors. */
    String identity() {
        return order() + "\n" + (filter == null ? "" : filter.strip());
    }
}
