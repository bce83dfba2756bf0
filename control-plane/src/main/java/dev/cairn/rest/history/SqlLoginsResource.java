package dev.cairn.rest.history;

import dev.cairn.access.Role;
import dev.cairn.history.logins.MadeSqlLogin;
import dev.cairn.history.logins.SqlLogin;
import dev.cairn.history.logins.SqlLoginRequest;
import dev.cairn.history.logins.SqlLogins;
import dev.cairn.rest.Items;
import dev.cairn.rest.auth.Caller;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Logins for psql, notebooks and BI tools, which read history and nothing else. */
@Path("/v1/sql-logins")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.ADMIN)
final class SqlLoginsResource {
    private final SqlLogins logins;
    private final Caller caller;

    SqlLoginsResource(SqlLogins logins, Caller caller) {
        this.logins = logins;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Make a login to the database for a person; its password is shown only in this answer")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MadeSqlLogin.class)))
    public Response create(@Nullable SqlLoginRequest request) {
        if (request == null) {
            throw new IllegalArgumentException("the body must be a JSON object with a name");
        }
        return Response.status(Response.Status.CREATED)
                .entity(logins.make(request, caller.name()))
                .build();
    }

    @GET
    @Operation(summary = "List the logins to the database that have not been revoked")
    public Items<SqlLogin> list() {
        return new Items<>(logins.list());
    }

    @POST
    @Path("/{name}/:revoke")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Revoke a person's login to the database and end its sessions")
    public SqlLogin revoke(@PathParam("name") String name) {
        return logins.revoke(name).orElseThrow(() -> new NotFoundException(name + " has no login to the database"));
    }
}
