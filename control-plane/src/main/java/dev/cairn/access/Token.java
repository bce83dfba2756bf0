package dev.cairn.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is listed, without its secret.
 *
 * @param name the name that it was created for
 * @param prefix the beginning of its secret
 * @param createdBy the name of its creator
 * @param lastUsedAt rounded to the minute
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
