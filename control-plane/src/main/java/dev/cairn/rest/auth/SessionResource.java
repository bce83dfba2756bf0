package dev.cairn.rest.auth;

import dev.cairn.access.Principal;
import dev.cairn.access.Role;
import dev.cairn.access.Sessions;
import dev.cairn.access.SignInCodes;
import dev.cairn.access.Tokens;
import dev.cairn.rest.errors.ProblemDetail;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The console's sign-in: opens a session for a token, or for the code of the link that is printed at start. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class SessionResource {
    private static final String REFUSED =
            "the link has been used or is older than 15 minutes, or the token is unknown, expired or"
                    + " revoked; ops/cairn sign-in prints a fresh link, and HOME/admin-token has an admin's token";

    private final SignInCodes codes;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Caller caller;
    private final RequestState requestState;

    SessionResource(SignInCodes codes, Tokens tokens, Sessions sessions, Caller caller, RequestState requestState) {
        this.codes = codes;
        this.tokens = tokens;
        this.sessions = sessions;
        this.caller = caller;
        this.requestState = requestState;
    }

    /**
     * Exactly one of the two must be given.
     *
     * @param code of the sign-in link; works once, for 15 minutes
     */
    public record SignIn(@Nullable String code, @Nullable String token) {}

    @POST
    @PermitAll
    @Operation(summary = "Sign in with a token or the code of a sign-in link; the answer sets a session cookie")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Me.class)))
    public Response signIn(@Nullable SignIn shown, @Context RoutingContext context) {
        requestState.recorded();
        if (shown == null || (shown.code() == null && shown.token() == null)) {
            return badSignIn(new ProblemDetail.Field(
                    "code", "is missing, and token too", "the code of a sign-in link, or a token instead"));
        }
        if (shown.code() != null && shown.token() != null) {
            return badSignIn(new ProblemDetail.Field("token", "is given together with code", "one of the two"));
        }
        Optional<Principal> who = holder(shown);
        if (who.isEmpty()) {
            return ProblemDetail.response(422, "sign-in", "You are not signed in", REFUSED, null);
        }
        SessionCookie.give(context.request(), context.response(), sessions.open(who.get()));
        return Response.ok(Me.of(who.get())).build();
    }

    private static Response badSignIn(ProblemDetail.Field field) {
        List<ProblemDetail.Field> fields = List.of(field);
        return ProblemDetail.response(
                400,
                "bad-json",
                "The request is not the JSON that is expected",
                ProblemDetail.Field.text(fields),
                fields);
    }

    private Optional<Principal> holder(SignIn shown) {
        if (shown.code() != null) {
            return codes.redeem(shown.code());
        }
        return shown.token() == null
                ? Optional.empty()
                : tokens.holder(shown.token().trim());
    }

    @DELETE
    @RolesAllowed(Role.Names.VIEWER)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Sign out: end the session of the request's cookie")
    public void signOut(@Context RoutingContext context) {
        String cookie = SessionCookie.of(context.request());
        if (cookie != null) {
            sessions.close(cookie, caller.principal());
            SessionCookie.takeBack(context.request(), context.response());
        }
        requestState.recorded();
    }
}
