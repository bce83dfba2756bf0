package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.rest.Items;
import dev.cairn.results.metrics.CurveReader;
import dev.cairn.results.metrics.MetricCurve;
import dev.cairn.results.metrics.MetricName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The figures of several runs together, for comparisons. */
@Path("/v1/metrics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class CurvesResource {
    private final ExperimentStore experiments;
    private final CurveReader curves;

    CurvesResource(ExperimentStore experiments, CurveReader curves) {
        this.experiments = experiments;
        this.curves = curves;
    }

    @GET
    @Operation(summary = "List the names of the series of some runs, with the number of runs that have each")
    public Items<MetricName> names(
            @QueryParam("run") @Parameter(description = "A run; may be repeated") @Nullable List<Long> runs) {
        List<FieldError> errors = new ArrayList<>();
        CurveParameters.count(errors, "run", runs == null ? 0 : runs.size(), CurveParameters.MOST_RUNS);
        InvalidInputException.throwIfAny(Subject.QUERY, errors);
        List<Long> wanted = runs == null ? List.of() : runs.stream().distinct().toList();
        requireAll(wanted);
        return new Items<>(curves.names(wanted));
    }

    @GET
    @Path("/curves")
    @Operation(
            summary = "Read series of several runs as curves, thinned to a number of entries",
            description =
                    "Every entry has the mean, the lowest and the highest of its points. The entries of all curves"
                            + " of a series begin at the same places. Runs without points of a series have no curve.")
    public Items<MetricCurve> curves(@BeanParam CurveParameters parameters) {
        CurveParameters wanted = parameters.checked();
        requireAll(wanted.chosenRuns());
        return new Items<>(wanted.chosenNames().stream()
                .flatMap(name -> curves.curves(wanted.chosenRuns(), name, wanted.axis(), wanted.maxPoints()).stream())
                .toList());
    }

    private void requireAll(List<Long> wanted) {
        Set<Long> known = experiments.runs(wanted.stream().map(RunId::new).toList()).stream()
                .map(Run::id)
                .map(RunId::value)
                .collect(Collectors.toSet());
        wanted.stream().filter(run -> !known.contains(run)).findFirst().ifPresent(run -> {
            throw new NotFoundException("run " + run + " does not exist");
        });
    }
}
