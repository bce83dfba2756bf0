package dev.cairn.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table api_token. After it is stored only its end changes here; {@link TokenSql} changes the time of last
 * use.
 */
@Entity
@Table(name = "api_token")
class TokenRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Version
    int version;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    String role;

    @Column(updatable = false)
    String scope;

    @Column(updatable = false)
    String prefix;

    @Column(updatable = false)
    byte[] hash;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "created_by", updatable = false)
    String createdBy;

    @Column(name = "expires_at", updatable = false)
    @Nullable
    Instant expiresAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @Column(name = "last_used_at", insertable = false, updatable = false)
    @Nullable
    Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init")
    protected TokenRow() {}

    /**
     * A token that is valid from now on.
     *
     * @param lifetime how long it is valid; without an end if absent
     */
    TokenRow(TokenRequest request, Secret secret, @Nullable Duration lifetime, String by, Instant now) {
        this.name = request.name();
        this.role = request.role().wireName();
        this.scope = request.scopeOrDefault().wireName();
        this.prefix = secret.shown();
        this.hash = secret.hash();
        this.createdAt = now;
        this.createdBy = by;
        this.expiresAt = lifetime == null ? null : now.plus(lifetime);
    }

    Token shown() {
        return new Token(
                Objects.requireNonNull(id),
                name,
                Role.of(role),
                Scope.of(scope),
                prefix,
                createdAt,
                createdBy,
                expiresAt,
                revokedAt,
                lastUsedAt);
    }
}
