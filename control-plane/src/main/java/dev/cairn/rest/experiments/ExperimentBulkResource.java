package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.BulkOutcome;
import dev.cairn.experiments.ExperimentBulk;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.ExperimentVerb;
import dev.cairn.ids.ExperimentId;
import dev.cairn.lists.ExperimentLists;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import dev.cairn.spec.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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

/** Operations on all experiments that a filter finds. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class ExperimentBulkResource {
    /** Changing one takes milliseconds, and a request must end. */
    private static final int MOST_CHANGED = 200;

    private static final int MOST_PREVIEWED = 200_000;

    private final ExperimentBulk bulk;
    private final ExperimentLists lists;
    private final RunExecutor executor;
    private final Caller caller;
    private final RequestState requestState;

    ExperimentBulkResource(
            ExperimentBulk bulk,
            ExperimentLists lists,
            RunExecutor executor,
            Caller caller,
            RequestState requestState) {
        this.bulk = bulk;
        this.lists = lists;
        this.executor = executor;
        this.caller = caller;
        this.requestState = requestState;
    }

    /**
     * The outcome.
     *
     * @param matched number of experiments that were looked at
     * @param changed how many of them were changed, or would be with validateOnly
     * @param unchanged those that already are as requested, by reason
     * @param refused those whose state does not allow it, by reason
     * @param next what to send as after to continue; absent if there are no more
     */
    public record ExperimentBulkResult(
            int matched,
            int changed,
            List<BulkOutcome.ExperimentsLeftOut> unchanged,
            List<BulkOutcome.ExperimentsLeftOut> refused,
            @Nullable ExperimentId next) {}

    /** The request, for the audit: which experiments were changed, and their states before. */
    public record ChangedExperiments(ExperimentSelection selection, Map<ExperimentId, ExperimentState> states) {}

    @POST
    @Path("/:cancel")
    @Operation(summary = "Cancel all experiments that match: their runs that have not ended")
    public ExperimentBulkResult cancel(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, ExperimentVerb.CANCEL);
    }

    @POST
    @Path("/:pause")
    @Operation(summary = "Pause all experiments that match")
    public ExperimentBulkResult pause(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, ExperimentVerb.PAUSE);
    }

    @POST
    @Path("/:resume")
    @Operation(summary = "Resume all experiments that match: their paused runs")
    public ExperimentBulkResult resume(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, ExperimentVerb.RESUME);
    }

    @POST
    @Path("/:retry")
    @Operation(summary = "Retry all experiments that match: their runs that failed or were cancelled")
    public ExperimentBulkResult retry(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, ExperimentVerb.RETRY);
    }

    @POST
    @Path("/:archive")
    @Operation(summary = "Archive all experiments that match and have ended")
    public ExperimentBulkResult archive(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, ExperimentVerb.ARCHIVE);
    }

    @POST
    @Path("/:unarchive")
    @Operation(summary = "Take all experiments that match out of the archive; the filter must mention archived")
    public ExperimentBulkResult unarchive(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        return changeAll(selection, validateOnly, ExperimentVerb.UNARCHIVE);
    }

    @POST
    @Path("/:tag")
    @Operation(summary = "Set or remove tags of all experiments that match")
    public ExperimentBulkResult tag(
            @Nullable @Valid ExperimentSelection selection,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        if (selection != null) {
            // Tags that no experiment may have are refused at once.
            Tags.NONE.with(selection.tagsToSet());
        }
        return changeAll(selection, validateOnly, ExperimentVerb.TAG);
    }

    private ExperimentBulkResult changeAll(
            @Nullable ExperimentSelection selection, boolean validateOnly, ExperimentVerb verb) {
        if (selection == null) {
            throw new IllegalArgumentException("the body must be a JSON object with a filter or ids");
        }
        selection.requireTags(verb);
        int most = validateOnly ? MOST_PREVIEWED : MOST_CHANGED;
        List<ExperimentId> found = lists.matching(selection.asFilter(), selection.start(), most + 1);
        boolean more = found.size() > most;
        List<ExperimentId> taken = more ? found.subList(0, most) : found;
        ExperimentBulk.Order order = new ExperimentBulk.Order(verb, selection.tagsToSet(), caller::owns);
        BulkOutcome outcome = validateOnly ? bulk.preview(order, taken) : bulk.apply(order, taken);
        if (validateOnly || outcome.before().isEmpty()) {
            requestState.recorded();
        } else {
            requestState.before(new ChangedExperiments(selection, outcome.before()));
            executor.wakeUp();
        }
        return new ExperimentBulkResult(
                taken.size(),
                outcome.before().size(),
                outcome.unchanged(),
                outcome.refused(),
                more ? taken.getLast() : null);
    }
}
