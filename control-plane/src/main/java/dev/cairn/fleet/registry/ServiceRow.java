package dev.cairn.fleet.registry;

import dev.cairn.fleet.registry.TokenSeal.Sealed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table registered_service. */
@Entity
@Table(name = "registered_service")
@IdClass(ServiceRow.Key.class)
class ServiceRow {
    /** The key includes the kind, so that an engine and a worker may have the same name. */
    record Key(String kind, String name) {}

    @Id
    String kind;

    @Id
    String name;

    @Version
    long version;

    String address;

    String pool;

    @Column(name = "max_adapters")
    @Nullable
    Integer maxAdapters;

    @Column(name = "sealed_token")
    byte @Nullable [] sealedToken;

    @Column(name = "token_key")
    @Nullable
    String tokenKey;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ServiceRow() {}

    ServiceRow(ServiceKind kind, Registration.Checked service, Instant now) {
        this.kind = kind.wireName();
        this.name = service.name();
        this.address = service.address().toString();
        this.pool = service.pool();
        this.maxAdapters = service.maxAdapters();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void apply(Registration.Checked service, Instant now) {
        address = service.address().toString();
        pool = service.pool();
        maxAdapters = service.maxAdapters();
        updatedAt = now;
    }

    void seal(Optional<Sealed> token) {
        sealedToken = token.map(Sealed::bytes).orElse(null);
        tokenKey = token.map(Sealed::key).orElse(null);
    }

    Optional<Sealed> sealed() {
        return sealedToken == null || tokenKey == null
                ? Optional.empty()
                : Optional.of(new Sealed(sealedToken, tokenKey));
    }

    RegisteredService shown() {
        return new RegisteredService(
                name, address, pool, maxAdapters, sealedToken != null, createdAt, updatedAt, null, version);
    }
}
