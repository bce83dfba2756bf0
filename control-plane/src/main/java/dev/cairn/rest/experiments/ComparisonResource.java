package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.ExperimentId;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.Summaries;
import dev.cairn.rest.Items;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Several experiments in one answer, for comparisons. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ComparisonResource {
    private static final String ID = "An experiment; may be repeated. Those that do not exist are left out";

    private final ExperimentStore experiments;
    private final Summaries summaries;

    ComparisonResource(ExperimentStore experiments, Summaries summaries) {
        this.experiments = experiments;
        this.summaries = summaries;
    }

    /** The summary of one of several experiments. */
    record SummaryOfExperiment(long experimentId, ExperimentSummary summary) {}

    @GET
    @Path("/:read")
    @Operation(summary = "Read some experiments with their specs and runs, in the order asked for")
    public Items<Experiment> read(@QueryParam("id") @Parameter(description = ID) @Nullable List<Long> ids) {
        return new Items<>(all(ids));
    }

    @GET
    @Path("/:summarise")
    @Operation(summary = "Read the current summaries of some experiments, in the order asked for")
    public Items<SummaryOfExperiment> summarise(
            @QueryParam("id") @Parameter(description = ID) @Nullable List<Long> ids) {
        return new Items<>(all(ids).stream()
                .map(experiment -> new SummaryOfExperiment(experiment.id().value(), summaries.of(experiment)))
                .toList());
    }

    private List<Experiment> all(@Nullable List<Long> ids) {
        List<Long> wanted = ids == null ? List.of() : ids.stream().distinct().toList();
        List<FieldError> errors = new ArrayList<>();
        CurveParameters.count(errors, "id", wanted.size(), CurveParameters.MOST_RUNS);
        InvalidInputException.throwIfAny(Subject.QUERY, errors);
        return wanted.stream()
                .flatMap(id -> experiments.find(new ExperimentId(id)).stream())
                .toList();
    }
}
