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
record ListParameters(
        @QueryParam("filter")
        @Parameter(
                description = "CEL over the fields of the list, tags.KEY and spec.SETTING, with &&, ||, !, ==, !=,"
                        + " <, <=, >, >=, in, contains, startsWith and endsWith",
                example = "state in [\"queued\", \"running\"] && spec.soar.outer.steps >= 50")
        @Schema(maxLength = 4000)
        @Nullable
        String filter,

        @QueryParam("sort")
        @Parameter(
                description = "At most 5 fields; - before one for falling order. Rows without a value come last",
                example = "-createdAt,name")
        @Nullable
        String sort,

        @QueryParam("limit") @DefaultValue("50") @Schema(minimum = "1", maximum = "1000")
        int limit,

        @QueryParam("cursor")
        @Parameter(description = "\"next\" of the page before, of the same filter and sort")
        @Nullable
        String cursor) {
    ListQuery query() {
        return new ListQuery(filter, sort, limit, cursor);
    }
}
