package dev.cairn.rest.auth;

import dev.cairn.access.Role;
import dev.cairn.access.Session;
import dev.cairn.access.Sessions;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The console's sessions: lists them, and ends one from elsewhere, for example on a computer that was left signed in.
 */
@Path("/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class SessionsResource {
    private final Sessions sessions;
    private final Caller caller;
    private final RequestState requestState;

    SessionsResource(Sessions sessions, Caller caller, RequestState requestState) {
        this.sessions = sessions;
        this.caller = caller;
        this.requestState = requestState;
    }

    @GET
    @Operation(
            summary = "List the console's sessions, newest first: those of your token, or everyone's for an admin",
            description = "A session ends after 7 days, when it is revoked, or with the token that it was opened with")
    public Items<Session> list(@Context RoutingContext context) {
        return new Items<>(sessions.list(caller.principal(), SessionCookie.of(context.request())));
    }

    @POST
    @Path("/{id:\\d+}/:revoke")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Revoke a session at once: one of your token's, or anyone's for an admin")
    public Session revoke(@PathParam("id") long id) {
        requestState.recorded();
        return sessions.revoke(id, caller.principal())
                .orElseThrow(() -> new NotFoundException("session " + id + " does not exist"));
    }
}
