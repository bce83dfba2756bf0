package dev.cairn.rest.auth;

import dev.cairn.access.Principal;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Who sent the request that is being handled. */
@RequestScoped
public class Caller {
    static final String ATTRIBUTE = "cairn.principal";

    /** Whether the token or session still holds, looked up at each call. */
    static final String STILL_SIGNED_IN = "cairn.still-signed-in";

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

    /** Whether the token or session that came with this request still holds; it outlives the request. */
    public BooleanSupplier stillSignedIn() {
        @Nullable BooleanSupplier holds = identity.getAttribute(STILL_SIGNED_IN);
        return holds == null ? () -> false : holds;
    }

    /** Empty where an operation is open to all and nobody signed in. */
    public Optional<Principal> find() {
        @Nullable Principal principal = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(principal);
    }
}
