package dev.cairn.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a token.
 *
 * @param name the name of its holder, shown as owner of experiments and in the audit
 * @param scope full if absent
 * @param expiresInDays 90 if absent
 */
public record TokenRequest(
        String name,
        Role role,
        @Nullable Scope scope,
        @Nullable Integer expiresInDays) {
    private static final int DEFAULT_DAYS = 90;
    private static final int MOST_DAYS = 3650;

    public TokenRequest {
        if (name == null || !PersonName.isValid(name)) {
            throw new IllegalArgumentException("name must be " + PersonName.WORDS);
        }
        if (role == null) {
            throw new IllegalArgumentException("role must be viewer, operator or admin");
        }
        if (expiresInDays != null && (expiresInDays < 1 || expiresInDays > MOST_DAYS)) {
            throw new IllegalArgumentException("expiresInDays must be 1 to " + MOST_DAYS + ", not " + expiresInDays);
        }
    }

    Scope scopeOrDefault() {
        return scope == null ? Scope.FULL : scope;
    }

    Duration lifetime() {
        return Duration.ofDays(expiresInDays == null ? DEFAULT_DAYS : expiresInDays);
    }
}
