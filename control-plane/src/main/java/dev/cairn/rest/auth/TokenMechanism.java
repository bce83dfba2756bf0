package dev.cairn.rest.auth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.rest.errors.ProblemDetail;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's token from its Authorization header, or its session from the console's cookie. */
@ApplicationScoped
final class TokenMechanism implements HttpAuthenticationMechanism {
    static final String BEARER = "bearer";
    static final String SESSION = "session";

    private final ObjectMapper json;

    TokenMechanism(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        @Nullable TokenCredential shown = shown(context);
        if (shown == null) {
            return Uni.createFrom().nullItem();
        }
        TokenAuthenticationRequest request = new TokenAuthenticationRequest(shown);
        HttpSecurityUtils.setRoutingContextAttribute(request, context);
        // An invalid credential counts as none: open operations stay open, and others give the same error.
        return identities
                .authenticate(request)
                .onFailure(AuthenticationFailedException.class)
                .recoverWithNull();
    }

    private static @Nullable TokenCredential shown(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            String[] parts = header.trim().split("\\s+", -1);
            return parts.length == 2 && parts[0].equalsIgnoreCase(BEARER)
                    ? new TokenCredential(parts[1], BEARER)
                    : null;
        }
        String session = SessionCookie.of(context.request());
        return session == null ? null : new TokenCredential(session, SESSION);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(
                        AccessErrors.UNAUTHENTICATED, AccessErrors.CHALLENGE_HEADER, AccessErrors.CHALLENGE));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return Uni.createFrom()
                .completionStage(() -> context.response()
                        .setStatusCode(AccessErrors.UNAUTHENTICATED)
                        .putHeader(AccessErrors.CHALLENGE_HEADER, AccessErrors.CHALLENGE)
                        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                        .end(AccessErrors.unauthenticatedJson(json))
                        .toCompletionStage())
                .replaceWith(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}
