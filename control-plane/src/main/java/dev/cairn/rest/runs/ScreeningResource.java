package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The result of a screening. */
@Path("/v1/runs/{id:\\d+}/screening")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ScreeningResource {
    private final ExperimentStore experiments;
    private final ResultReader history;

    ScreeningResource(ExperimentStore experiments, ResultReader history) {
        this.experiments = experiments;
        this.history = history;
    }

    /**
     * The hard set.
     *
     * @param screened number of problems measured so far
     * @param tooLong number of problems left out, because prompt and completion together may exceed the model's length
     * @param completions number of completions sampled
     * @param truncated number of these that were cut off at the token limit
     * @param correctCounts number of problems by how many of their completions are correct, from 0
     * @param train ids of the half to train on, in the order drawn
     * @param test ids of the held-out half, in the order drawn
     */
    public record Screening(
            int screened,
            int tooLong,
            long completions,
            long truncated,
            List<Integer> correctCounts,
            List<String> train,
            List<String> test) {}

    @GET
    @Operation(
            summary =
                    "Read the two halves of the hard set, empty before the split, and how many problems were measured or too long")
    public Screening read(@PathParam("id") long id) {
        Run run = experiments
                .run(new RunId(id))
                .orElseThrow(() -> new NotFoundException("run " + id + " does not exist"));
        if (run.kind() != RunKind.SCREEN) {
            throw new NotFoundException("run " + id + " is a run of kind "
                    + run.kind().wireName() + "; only runs of kind screen have a hard set");
        }
        ScoreCounts counts = ScoreCounts.of(history.screening(id));
        return new Screening(
                counts.problems(),
                history.tooLong(id),
                counts.completions(),
                counts.truncated(),
                counts.correctCounts(),
                history.hardSet(id, ResultReader.Half.TRAIN),
                history.hardSet(id, ResultReader.Half.TEST));
    }
}
