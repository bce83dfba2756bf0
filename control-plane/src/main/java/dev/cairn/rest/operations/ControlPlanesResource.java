package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.queue.ControlPlaneReports;
import dev.cairn.queue.ControlPlaneView;
import dev.cairn.rest.Items;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The control planes that share the database. */
@Path("/v1/control-planes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ControlPlanesResource {
    private final ControlPlaneReports reports;

    ControlPlanesResource(ControlPlaneReports reports) {
        this.reports = reports;
    }

    @GET
    @Operation(
            summary = "List control planes with the health of their parts and the runs that they carry out",
            description =
                    "One that did not say that it stops is listed as gone for a day, unless another one has started on its host"
                            + " for one of its pools.")
    public Items<ControlPlaneView> list() {
        return new Items<>(reports.all());
    }
}
