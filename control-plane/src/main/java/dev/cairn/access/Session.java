package dev.cairn.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser's session as it is listed; its cookie is nowhere.
 *
 * @param name whose token it was opened with
 * @param tokenId that token; the session ends with it
 * @param lastUsedAt to the minute
 * @param current whether the request that asks came with it
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
