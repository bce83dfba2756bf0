package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.fleet.registry.ProbeResult;
import dev.cairn.fleet.registry.RegisteredService;
import dev.cairn.fleet.registry.Registration;
import dev.cairn.fleet.registry.RegistrationPatch;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.rest.Items;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/** Registered workers, which specs name in {@code execution.worker}. */
@Path("/v1/workers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class WorkersResource {
    private final ServiceRegistrations registrations;

    WorkersResource(ServiceRegistrations registrations) {
        this.registrations = registrations;
    }

    @GET
    @Operation(summary = "List registered workers, by name, without their tokens")
    public Items<RegisteredService> list() {
        return registrations.list(ServiceKind.WORKER);
    }

    @POST
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            summary = "Register a worker; its token is stored encrypted and never shown again",
            description =
                    "The address is http or https, without user, query or fragment. The token is the worker's CAIRN_WORKER_TOKEN.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RegisteredService.class)))
    public Response add(@Nullable Registration registration) {
        return registrations.add(ServiceKind.WORKER, registration);
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Read a worker's registration")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RegisteredService.class)))
    public Response read(@PathParam("name") String name, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return registrations.read(ServiceKind.WORKER, name, ifNoneMatch);
    }

    @PATCH
    @RolesAllowed(Role.Names.ADMIN)
    @Path("/{name}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change a worker's address, token or pool; requires If-Match",
            description =
                    "A new address needs the token again, because a token is sent only to the address it was given for."
                            + " An empty token removes it.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RegisteredService.class)))
    public Response change(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable RegistrationPatch patch) {
        return registrations.change(ServiceKind.WORKER, name, ifMatch, patch);
    }

    @DELETE
    @RolesAllowed(Role.Names.ADMIN)
    @Path("/{name}")
    @Operation(summary = "Remove a worker's registration; refused while an unfinished experiment uses it")
    public void remove(@PathParam("name") String name) {
        registrations.remove(ServiceKind.WORKER, name);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{name}/:probe")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Check whether a worker can be reached, and what it is")
    public ProbeResult probe(@PathParam("name") String name) throws InterruptedException {
        return registrations.probe(ServiceKind.WORKER, name);
    }
}
