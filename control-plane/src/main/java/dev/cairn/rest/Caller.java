package dev.cairn.rest;

import dev.cairn.access.Principal;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sent the request that is being handled. */
@RequestScoped
public class Caller {
    static final String ATTRIBUTE = "cairn.principal";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** As experiments' owner and the audit show it. */
    public String name() {
        return principal().name();
    }

    public Principal principal() {
        return find().orElseThrow(() -> new UnauthorizedException("nobody has signed in"));
    }

    /** Empty where an operation is open to all and nobody signed in. */
    Optional<Principal> find() {
        @Nullable Principal principal = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(principal);
    }
}
