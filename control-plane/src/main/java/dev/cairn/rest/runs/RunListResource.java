package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.Run;
import dev.cairn.lists.RunLists;
import dev.cairn.rest.ListParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Runs of all experiments. */
@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class RunListResource {
    private final RunLists runs;

    RunListResource(RunLists runs) {
        this.runs = runs;
    }

    @GET
    @Operation(summary = "List runs of all experiments, newest first unless sorted otherwise")
    public Page<Run> list(@BeanParam ListParameters parameters) {
        return runs.page(parameters.query());
    }
}
