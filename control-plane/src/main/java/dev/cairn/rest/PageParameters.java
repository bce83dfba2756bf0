package dev.cairn.rest;

import dev.cairn.lists.ListQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list to return.
 *
 * @param cursor {@code next} of the previous page
 */
public record PageParameters(
        @QueryParam("limit") @DefaultValue("50") @Schema(minimum = "1", maximum = "1000")
        int limit,

        @QueryParam("cursor") @Parameter(description = "\"next\" of the previous page") @Nullable
        String cursor) {
    /** @throws dev.cairn.base.InvalidInputException if the limit is out of range */
    public int size() {
        return ListQuery.requireLimit(limit);
    }
}
