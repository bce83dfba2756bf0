package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.ids.RunId;
import dev.cairn.rest.Items;
import dev.cairn.rest.PageParameters;
import dev.cairn.rest.runs.KeptTokens.SampledToken;
import dev.cairn.results.ResultReader;
import dev.cairn.results.rollouts.RolloutDetail;
import dev.cairn.results.rollouts.RolloutDetails;
import dev.cairn.results.rollouts.RolloutPage;
import dev.cairn.results.rollouts.RolloutSearch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The sampled completions of a run. */
@Path("/v1/runs/{id:\\d+}/rollouts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class RolloutsResource {
    private final ExperimentStore experiments;
    private final ResultReader results;
    private final RolloutSearch search;
    private final RolloutDetails details;
    private final KeptTokens tokens;

    RolloutsResource(
            ExperimentStore experiments,
            ResultReader results,
            RolloutSearch search,
            RolloutDetails details,
            ArtifactStore store,
            ModelDirectories models) {
        this.experiments = experiments;
        this.results = results;
        this.search = search;
        this.details = details;
        this.tokens = new KeptTokens(store, models);
    }

    @GET
    @Operation(
            summary = "List sampled completions of a run, all or those that match every parameter",
            description =
                    "A page is searched for in a limited time: it may have fewer items than asked for, or none, and"
                            + " still a next one. searched and total tell how far the search is.")
    public RolloutPage list(
            @PathParam("id") long id, @BeanParam RolloutParameters parameters, @BeanParam PageParameters page) {
        requireUnit(id, parameters.unit());
        return search.page(id, parameters.filter(), page.size(), page.cursor());
    }

    @GET
    @Path("/{unit:.+}/{ordinal:\\d+}")
    @Operation(summary = "Read a completion with its prompt and the expected answer")
    public RolloutDetail read(
            @PathParam("id") long id, @PathParam("unit") String unit, @PathParam("ordinal") int ordinal) {
        requireUnit(id, unit);
        return details.of(id, unit, ordinal)
                .orElseThrow(
                        () -> new NotFoundException("unit " + unit + " of run " + id + " has no rollout " + ordinal));
    }

    @GET
    @Path("/{unit:.+}/{ordinal:\\d+}/tokens")
    @Operation(
            summary = "List the tokens of a completion with their log-probabilities, while they are kept",
            description =
                    "They are kept of the teacher's accepted completions of an outer step, until the teacher has learned from them.")
    public Items<SampledToken> tokens(
            @PathParam("id") long id, @PathParam("unit") String unit, @PathParam("ordinal") int ordinal) {
        requireUnit(id, unit);
        return new Items<>(details.kept(id, unit, ordinal)
                .filter(tokens::has)
                .map(tokens::of)
                .orElseThrow(() -> new NotFoundException("the tokens of rollout " + ordinal + " of unit " + unit
                        + " are not kept: only those of accepted questions of an outer step are, until the teacher has"
                        + " learned")));
    }

    private void requireUnit(long id, @Nullable String unit) {
        if (experiments.run(new RunId(id)).isEmpty()) {
            throw new NotFoundException("run " + id + " does not exist");
        }
        if (unit != null && !results.hasUnit(id, unit)) {
            throw new NotFoundException("run " + id + " has no finished unit '" + unit + "'; GET /api/v1/runs/" + id
                    + "/units lists its units");
        }
    }
}
