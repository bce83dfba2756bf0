package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.Page;
import dev.cairn.lists.ExperimentFacets;
import dev.cairn.lists.ExperimentLine;
import dev.cairn.lists.ExperimentTable;
import dev.cairn.lists.ListedFields;
import dev.cairn.lists.TableColumns;
import dev.cairn.queue.QueueView;
import dev.cairn.rest.ListParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Experiments as a long table: its lines, counts over all of them, and the names that filters may use. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ExperimentTableResource {
    private final ExperimentTable table;
    private final ExperimentFacets facets;
    private final ListedFields fields;
    private final QueueView queue;

    ExperimentTableResource(ExperimentTable table, ExperimentFacets facets, ListedFields fields, QueueView queue) {
        this.queue = queue;
        this.table = table;
        this.facets = facets;
        this.fields = fields;
    }

    @GET
    @Path("/table")
    @Operation(summary = "List experiments as lines of a table: without runs, with the settings and metrics asked for")
    public Page<ExperimentLine> table(
            @BeanParam ListParameters parameters,
            @QueryParam("settings")
                    @Parameter(
                            description = "Paths of at most 20 settings, separated by commas",
                            example = "soar.outer.tau,model.path")
                    @Nullable
                    String settings,
            @QueryParam("metrics")
                    @Parameter(
                            description =
                                    "Names of at most 20 metrics, separated by commas; their last values are shown",
                            example = "student/loss")
                    @Nullable
                    String metrics) {
        return table.page(parameters.query(), TableColumns.parse(settings, metrics), queue::waitReasons);
    }

    @GET
    @Path("/facets")
    @Operation(summary = "Count all experiments that match a filter: by state, preset, owner and tag")
    public ExperimentFacets.ExperimentCounts facets(
            @QueryParam("filter") @Parameter(description = "A filter as in the list of experiments") @Nullable
                    String filter) {
        return facets.of(filter);
    }

    @GET
    @Path("/fields")
    @Operation(summary = "List the names that filters, sorts and columns of experiments may use")
    public ListedFields.ListedNames fields() {
        return fields.ofExperiments();
    }
}
