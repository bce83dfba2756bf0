package dev.cairn.rest.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.access.Principal;
import io.quarkus.security.credential.TokenCredential;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers the owners of recently used tokens and sessions. It serves only health and metrics, and only while the
 * database is unreachable, which is what these have to report.
 */
final class RememberedPrincipals {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST = 1_000;

    private final Cache<Shown, Principal> principals =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).build();

    /** A credential as it was sent; only in memory. */
    private record Shown(String type, String secret) {
        static Shown of(TokenCredential credential) {
            return new Shown(credential.getType(), credential.getToken());
        }

        @Override
        public String toString() {
            return "a credential";
        }
    }

    /** Stores the database's answer about a credential; an invalid one is forgotten immediately. */
    void learn(TokenCredential credential, Optional<Principal> holder) {
        holder.ifPresentOrElse(
                principal -> principals.put(Shown.of(credential), principal),
                () -> principals.invalidate(Shown.of(credential)));
    }

    Optional<Principal> holder(TokenCredential credential) {
        return Optional.ofNullable(principals.getIfPresent(Shown.of(credential)));
    }
}
