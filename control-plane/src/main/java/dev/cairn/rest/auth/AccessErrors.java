package dev.cairn.rest.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Principal;
import dev.cairn.rest.errors.ProblemDetail;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** The errors for requests that are not allowed: how to sign in, or which role is needed. */
final class AccessErrors {
    static final String CHALLENGE_HEADER = HttpHeaders.WWW_AUTHENTICATE;
    static final String CHALLENGE = "Bearer realm=\"cairn\"";
    static final int UNAUTHENTICATED = 401;

    private static final String HOW =
            "send 'Authorization: Bearer TOKEN', or sign in to the console; the first start wrote"
                    + " a token to HOME/admin-token";

    private final Caller caller;

    AccessErrors(Caller caller) {
        this.caller = caller;
    }

    /** For code that answers before a resource is reached. */
    static String unauthenticatedJson(ObjectMapper json) {
        try {
            return json.writeValueAsString(problem());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemDetail problem() {
        return new ProblemDetail(
                ProblemDetail.TYPES + "unauthenticated",
                "This needs a token",
                UNAUTHENTICATED,
                "This request has no token or session, or it is unknown, expired or revoked: " + HOW,
                null);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException e) {
        return Response.status(UNAUTHENTICATED)
                .header(CHALLENGE_HEADER, CHALLENGE)
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(problem())
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, SimpleResourceInfo resource) {
        String needed = NeededRole.of(resource)
                .map(role -> "this needs the role " + role)
                .orElse("this operation is closed to everyone");
        return ProblemDetail.response(
                403,
                "forbidden",
                "Your role does not allow this",
                caller.find()
                        .map(principal -> needed + ", and " + has(principal))
                        .orElse(needed),
                null);
    }

    private static String has(Principal principal) {
        return switch (principal.scope()) {
            case FULL -> principal.name() + " has the role " + principal.role().wireName();
            case READ_ONLY -> "the token of " + principal.name() + " may only read";
        };
    }
}
