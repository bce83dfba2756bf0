package dev.cairn.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is listed; its secret is nowhere.
 *
 * @param name who it was made for
 * @param prefix how its secret begins
 * @param createdBy the name of who made it
 * @param lastUsedAt to the minute
 */
public record Token(
        long id,
        String name,
        Role role,
        Scope scope,
        String prefix,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {}
