package dev.cairn.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of a query.
 *
 * @param viewer who asked
 * @param format of the answer, such as {@code json}
 * @param rows of the answer; so far, if a file is being made
 * @param bytes of the answer
 * @param cutBy the limit that cut the answer: rows or bytes; absent if it was whole
 * @param error why it failed or was cancelled
 */
public record AskedQuery(
        long id,
        String viewer,
        String sql,
        JsonNode parameters,
        String format,
        QueryState state,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long rows,
        @Nullable Long bytes,
        @Nullable String cutBy,
        @Nullable String error) {}
