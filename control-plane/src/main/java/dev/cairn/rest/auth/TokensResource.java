package dev.cairn.rest.auth;

import dev.cairn.access.MadeToken;
import dev.cairn.access.Role;
import dev.cairn.access.Token;
import dev.cairn.access.TokenRequest;
import dev.cairn.access.Tokens;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** API tokens: made, listed, revoked. */
@Path("/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.ADMIN)
final class TokensResource {
    private final Tokens tokens;
    private final Caller caller;
    private final RequestState requestState;

    TokensResource(Tokens tokens, Caller caller, RequestState requestState) {
        this.tokens = tokens;
        this.caller = caller;
        this.requestState = requestState;
    }

    @POST
    @Operation(summary = "Make a token; its secret is shown only in this answer")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MadeToken.class)))
    public Response create(@Nullable TokenRequest request) {
        if (request == null) {
            throw new IllegalArgumentException("the body must be a JSON object with a name and a role");
        }
        MadeToken made = tokens.make(request, caller.principal());
        requestState.recorded();
        return Response.created(URI.create("/v1/tokens/" + made.token().id()))
                .entity(made)
                .build();
    }

    @GET
    @Operation(summary = "List tokens, newest first, including those that have ended")
    public Items<Token> list() {
        return new Items<>(tokens.list());
    }

    @POST
    @Path("/{id:\\d+}/:revoke")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Revoke a token and the sessions that were opened with it, at once and for good")
    public Token revoke(@PathParam("id") long id) {
        requestState.recorded();
        return tokens.revoke(id, caller.principal())
                .orElseThrow(() -> new NotFoundException("token " + id + " does not exist"));
    }
}
