package dev.cairn.rest.history;

import dev.cairn.access.Role;
import dev.cairn.experiments.BulkControl;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.RunVerb;
import dev.cairn.ids.RunId;
import dev.cairn.lists.RunLists;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Control over all runs that a filter finds. */
@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class BulkResource {
    private static final int MOST_RUNS = 1000;

    private final BulkControl bulk;
    private final RunLists lists;
    private final RunExecutor executor;
    private final RequestState requestState;

    BulkResource(BulkControl bulk, RunLists lists, RunExecutor executor, RequestState requestState) {
        this.requestState = requestState;
        this.bulk = bulk;
        this.lists = lists;
        this.executor = executor;
    }

    /**
     * The selected runs.
     *
     * @param filter a filter as in the list of runs
     */
    public record RunSelection(@NotBlank String filter) {}

    /**
     * The outcome.
     *
     * @param changed runs runs that were changed, or would be with validateOnly
     * @param unchanged runs that are already in the requested state, each with the reason
     * @param refused runs whose state does not allow it, each with the reason
     * @param hasMore whether the filter matches more runs than are changed in one request: send it again
     */
    public record BulkResult(
            List<RunId> changed,
            List<BulkControl.SkippedRun> unchanged,
            List<BulkControl.SkippedRun> refused,
            boolean hasMore) {}

    /**
     * The request, for the audit.
     *
     * @param states of the changed runs before
     */
    public record Selected(String filter, Map<RunId, RunState> states) {}

    @POST
    @Path("/:cancel")
    @Operation(summary = "Cancel all runs that match a filter")
    public BulkResult cancel(
            @Nullable @Valid RunSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, RunVerb.CANCEL);
    }

    @POST
    @Path("/:pause")
    @Operation(summary = "Pause all runs that match a filter")
    public BulkResult pause(
            @Nullable @Valid RunSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, RunVerb.PAUSE);
    }

    @POST
    @Path("/:resume")
    @Operation(summary = "Resume all paused runs that match a filter")
    public BulkResult resume(
            @Nullable @Valid RunSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, RunVerb.RESUME);
    }

    @POST
    @Path("/:retry")
    @Operation(summary = "Retry all failed or cancelled runs that match a filter")
    public BulkResult retry(
            @Nullable @Valid RunSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, RunVerb.RETRY);
    }

    private BulkResult changeAll(@Nullable RunSelection selection, boolean validateOnly, RunVerb verb) {
        if (selection == null) {
            throw new IllegalArgumentException("the body must be a JSON object with a filter");
        }
        List<RunId> found = lists.matching(selection.filter(), MOST_RUNS + 1);
        boolean more = found.size() > MOST_RUNS;
        List<RunId> taken = more ? found.subList(0, MOST_RUNS) : found;
        BulkControl.Outcome outcome = validateOnly ? bulk.preview(verb, taken) : bulk.apply(verb, taken);
        if (validateOnly || outcome.before().isEmpty()) {
            requestState.recorded();
        } else {
            requestState.before(new Selected(selection.filter(), outcome.before()));
            executor.wakeUp();
        }
        return new BulkResult(outcome.changed(), outcome.unchanged(), outcome.refused(), more);
    }
}
