package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.health.ServerVersion;
import dev.cairn.health.ServerVersions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The control plane that answers. */
@Path("/v1/server")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ServerResource {
    private final ServerVersions versions;

    ServerResource(ServerVersions versions) {
        this.versions = versions;
    }

    @GET
    @Operation(summary = "Read the version of this control plane and of its database's schema")
    public ServerVersion read() {
        return versions.read();
    }
}
