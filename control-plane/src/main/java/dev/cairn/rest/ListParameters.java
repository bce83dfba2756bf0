package dev.cairn.rest;

import dev.cairn.lists.ListQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of every long list.
 *
 * @param filter in CEL
 */
public record ListParameters(
        @QueryParam("filter")
        @Parameter(
                description =
                        "A CEL expression over the fields of the list, tags.KEY and spec.SETTING, with &&, ||, !, ==, !=,"
                                + " <, <=, >, >=, in, contains, startsWith and endsWith",
                example = "state in [\"queued\", \"running\"] && spec.soar.outer.steps >= 50")
        @Schema(maxLength = 4000)
        @Nullable
        String filter,

        @QueryParam("sort")
        @Parameter(
                description = "At most 5 fields; - before a field for descending order. Rows without a value come last",
                example = "-createdAt,name")
        @Nullable
        String sort,

        @QueryParam("limit") @DefaultValue("50") @Schema(minimum = "1", maximum = "1000")
        int limit,

        @QueryParam("cursor")
        @Parameter(description = "\"next\" of the previous page, with the same filter and sort")
        @Nullable
        String cursor) {
    public ListQuery query() {
        return new ListQuery(filter, sort, limit, cursor);
    }
}
