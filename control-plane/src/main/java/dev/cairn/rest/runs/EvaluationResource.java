package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.CandidateView;
import dev.cairn.results.ResultReader;
import dev.cairn.spec.RunKind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The result of an evaluation. */
@Path("/v1/runs/{id:\\d+}/evaluation")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class EvaluationResource {
    private final ExperimentStore experiments;
    private final ResultReader history;

    EvaluationResource(ExperimentStore experiments, ResultReader history) {
        this.experiments = experiments;
        this.history = history;
    }

    /**
     * How a policy did on the held-out problems.
     *
     * @param problems number of problems evaluated so far
     * @param completions number of completions sampled
     * @param truncated number of these that were cut off at the token limit
     * @param correctCounts number of problems by how many of their completions are correct, from 0; those of all steps and
     *     inference seeds are added
     * @param passAtK pass@k by k, a mean over all problems, steps and inference seeds; empty until the evaluation has finished
     * @param deviations sample standard deviation of pass@k over inference seeds, by k; empty with one seed
     * @param steps of its training after which a student is evaluated; empty for a policy as its run left it
     * @param candidates the promoted students of which one is evaluated, each scored greedily on the hard train half; empty
     *     unless {@code evaluate.promoted} is {@code BEST_ON_TRAIN}
     */
    public record Evaluation(
            int problems,
            long completions,
            long truncated,
            List<Integer> correctCounts,
            Map<Integer, Double> passAtK,
            Map<Integer, Double> deviations,
            List<Integer> steps,
            List<CandidateView> candidates) {}

    @GET
    @Operation(summary = "Read pass@k of an evaluated policy, and how many problems it solved how often")
    public Evaluation read(@PathParam("id") long id) {
        Run run = experiments
                .run(new RunId(id))
                .orElseThrow(() -> new NotFoundException("run " + id + " does not exist"));
        if (run.kind() != RunKind.EVALUATE) {
            throw new NotFoundException("run " + id + " is a run of kind "
                    + run.kind().wireName() + "; only runs of kind evaluate have an evaluation");
        }
        ScoreCounts counts = ScoreCounts.of(history.evaluation(id));
        Optional<UnitResult.Total> total = history.total(id);
        return new Evaluation(
                counts.problems(),
                counts.completions(),
                counts.truncated(),
                counts.correctCounts(),
                total.map(UnitResult.Total::passAtK).orElse(Map.of()),
                total.map(UnitResult.Total::deviations).orElse(Map.of()),
                history.evaluatedSteps(id),
                history.candidates(id));
    }
}
