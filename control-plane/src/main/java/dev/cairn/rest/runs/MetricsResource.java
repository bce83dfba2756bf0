package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.rest.Items;
import dev.cairn.rest.PageParameters;
import dev.cairn.results.metrics.MetricPointView;
import dev.cairn.results.metrics.MetricReader;
import dev.cairn.results.metrics.MetricSeries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The figures of a run as series by name. */
@Path("/v1/runs/{id:\\d+}/metrics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class MetricsResource {
    private final ExperimentStore experiments;
    private final MetricReader metrics;

    MetricsResource(ExperimentStore experiments, MetricReader metrics) {
        this.experiments = experiments;
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "List the series of a run's figures by name: training, outer steps, and what trainers add")
    public Items<MetricSeries> series(@PathParam("id") long id) {
        return new Items<>(of(id));
    }

    @GET
    @Path("/{name:.+}")
    @Operation(summary = "List the points of one series, such as student/loss, in the order in which their units ended")
    public RecordPage<MetricPointView> points(
            @PathParam("id") long id, @PathParam("name") String name, @BeanParam PageParameters page) {
        int size = page.size();
        if (of(id).stream().noneMatch(series -> series.name().equals(name))) {
            throw new NotFoundException("run " + id + " has no series '" + name + "'; GET /api/v1/runs/" + id
                    + "/metrics lists its series");
        }
        return metrics.points(id, name, size, page.cursor());
    }

    private List<MetricSeries> of(long id) {
        if (experiments.run(new RunId(id)).isEmpty()) {
            throw new NotFoundException("run " + id + " does not exist");
        }
        return metrics.series(id);
    }
}
