package dev.cairn.rest.auth;

import dev.cairn.access.Principal;
import dev.cairn.access.Role;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. */
@RequestScoped
public class Caller {
    static final String ATTRIBUTE = "cairn.principal";

    /** Key of the check whether the token or session is still valid, looked up at each call. */
    static final String STILL_SIGNED_IN = "cairn.still-signed-in";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The name that is shown as owner of experiments and in the audit. */
    public String name() {
        return principal().name();
    }

    /** Whether the caller is this person or an admin. */
    public boolean owns(String owner) {
        Principal caller = principal();
        return caller.role() == Role.ADMIN || caller.name().equals(owner);
    }

    public Principal principal() {
        return find().orElseThrow(() -> new UnauthorizedException("nobody has signed in"));
    }

    /** A check whether this request's token or session is still valid; it can be used after the request. */
    public BooleanSupplier stillSignedIn() {
        @Nullable BooleanSupplier holds = identity.getAttribute(STILL_SIGNED_IN);
        return holds == null ? () -> false : holds;
    }

    /** Empty if an operation is open to all and the caller is not signed in. */
    public Optional<Principal> find() {
        @Nullable Principal principal = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(principal);
    }
}
