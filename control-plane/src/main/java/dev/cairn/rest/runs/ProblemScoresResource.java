package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.rest.PageParameters;
import dev.cairn.results.ProblemScoreView;
import dev.cairn.results.ProblemScores;
import dev.cairn.results.ResultReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The outcomes per problem of a screening or an evaluation. */
@Path("/v1/runs/{id:\\d+}/problem-scores")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ProblemScoresResource {
    private final ExperimentStore experiments;
    private final ResultReader history;

    ProblemScoresResource(ExperimentStore experiments, ResultReader history) {
        this.experiments = experiments;
        this.history = history;
    }

    @GET
    @Operation(summary = "List how often each problem was solved, in a run of kind screen or evaluate")
    public RecordPage<ProblemScoreView> list(
            @PathParam("id") long id,
            @QueryParam("sort")
                    @DefaultValue("problemId")
                    @Parameter(description = "problemId, or correct: the least often solved first; -correct: last")
                    String sort,
            @BeanParam PageParameters page) {
        ProblemScores.Order order = ProblemScores.Order.of(sort);
        Run run = experiments
                .run(new RunId(id))
                .orElseThrow(() -> new NotFoundException("run " + id + " does not exist"));
        ProblemScores.Source source = switch (run.kind()) {
            case SCREEN -> ProblemScores.Source.SCREENING;
            case EVALUATE -> ProblemScores.Source.EVALUATION;
            case SOAR, SAMPLE, TRAIN ->
                throw new NotFoundException("run " + id + " is a run of kind "
                        + run.kind().wireName() + "; only runs of kind screen and evaluate have scores per problem");
        };
        return history.problemScores(id, source, order, page.size(), page.cursor());
    }
}
