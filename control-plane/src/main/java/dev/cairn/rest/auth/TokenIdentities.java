package dev.cairn.rest.auth;

import dev.cairn.access.Principal;
import dev.cairn.access.Role;
import dev.cairn.access.Scope;
import dev.cairn.access.Sessions;
import dev.cairn.access.Tokens;
import dev.cairn.jdbc.SqlFailures;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Looks up a token or session at every request, so that a revoked one ends immediately. */
@ApplicationScoped
final class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {
    /** Health and metrics, which have to work when the database does not. */
    private static final String OBSERVED = "/q/";

    private final Tokens tokens;
    private final Sessions sessions;
    private final RememberedPrincipals remembered = new RememberedPrincipals();

    TokenIdentities(Tokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
        HttpMethod method = routing.request().method();
        TokenCredential shown = request.getToken();
        boolean observes = routing.normalizedPath().startsWith(OBSERVED);
        BooleanSupplier still = () -> holder(shown).isPresent();
        return context.runBlocking(() -> (observes ? observer(shown) : holder(shown))
                .map(principal -> identity(principal, method, still))
                .orElseThrow(() -> new AuthenticationFailedException("unknown, expired or revoked")));
    }

    private Optional<Principal> holder(TokenCredential shown) {
        Optional<Principal> holder = shown.getType().equals(TokenMechanism.SESSION)
                ? sessions.holder(shown.getToken())
                : tokens.holder(shown.getToken());
        remembered.learn(shown, holder);
        return holder;
    }

    /** The holder, from memory while the database is unreachable. */
    private Optional<Principal> observer(TokenCredential shown) {
        try {
            return holder(shown);
        } catch (RuntimeException e) {
            Optional<Principal> known = remembered.holder(shown);
            if (known.isEmpty() || !SqlFailures.isDatabaseUnavailable(e)) {
                throw e;
            }
            return known;
        }
    }

    private static SecurityIdentity identity(Principal principal, HttpMethod method, BooleanSupplier still) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(principal.name()))
                .addRoles(roles(principal, method))
                .addAttribute(Caller.ATTRIBUTE, principal)
                .addAttribute(Caller.STILL_SIGNED_IN, still)
                .build();
    }

    /** The roles for a request. For one that changes something, a read-only token counts as a viewer. */
    private static Set<String> roles(Principal principal, HttpMethod method) {
        boolean changes = !SafeMethods.includes(method.name());
        Role role = changes && principal.scope() == Scope.READ_ONLY ? Role.VIEWER : principal.role();
        return role.included().stream().map(Role::wireName).collect(Collectors.toSet());
    }
}
