package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.ids.ExperimentId;
import dev.cairn.queue.RunGraph;
import dev.cairn.queue.RunGraph.GraphRun;
import dev.cairn.rest.Items;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The runs of an experiment as a graph. */
@Path("/v1/experiments/{id:\\d+}/graph")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class RunGraphResource {
    private final RunGraph graph;

    RunGraphResource(RunGraph graph) {
        this.graph = graph;
    }

    @GET
    @Operation(summary = "List an experiment's runs with those that each depends on, and why it is not running")
    public Items<GraphRun> read(@PathParam("id") long id) {
        List<GraphRun> runs = graph.of(new ExperimentId(id));
        if (runs.isEmpty()) {
            throw new NotFoundException("experiment " + id + " does not exist");
        }
        return new Items<>(runs);
    }
}
