package dev.cairn.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser's session as it is listed, without its cookie.
 *
 * @param name name of the token that it was opened with
 * @param tokenId id of that token; the session ends with it
 * @param lastUsedAt rounded to the minute
 * @param current whether it is the session of the current request
 */
public record Session(
        long id,
        String name,
        Role role,
        long tokenId,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {}
