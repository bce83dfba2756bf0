package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentEdit;
import dev.cairn.experiments.ExperimentEdits;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.RunControl;
import dev.cairn.ids.ExperimentId;
import dev.cairn.lists.ExperimentLists;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.Summaries;
import dev.cairn.rest.EntityTags;
import dev.cairn.rest.ListParameters;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.SubmissionPreview;
import dev.cairn.submissions.Submissions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Experiments: submitted, listed, read, cancelled. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ExperimentsResource {
    private final ExperimentStore experiments;
    private final RunControl control;
    private final Submissions submissions;
    private final Summaries summaries;
    private final RunExecutor executor;
    private final ExperimentLists lists;
    private final ExperimentEdits edits;
    private final EntityTags tags;
    private final Caller caller;
    private final RequestState requestState;

    ExperimentsResource(
            ExperimentStore experiments,
            RunControl control,
            Submissions submissions,
            Summaries summaries,
            RunExecutor executor,
            ExperimentLists lists,
            ExperimentEdits edits,
            EntityTags tags,
            Caller caller,
            RequestState requestState) {
        this.experiments = experiments;
        this.control = control;
        this.submissions = submissions;
        this.summaries = summaries;
        this.executor = executor;
        this.lists = lists;
        this.edits = edits;
        this.tags = tags;
        this.caller = caller;
        this.requestState = requestState;
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Operation(
            summary =
                    "Queue an experiment: a preset with overrides, or a spec; with validateOnly, only return the plan")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location has its address",
            content = @Content(schema = @Schema(implementation = Experiment.class)))
    @APIResponse(
            responseCode = "200",
            description = "The expanded plan and its cost, with validateOnly",
            content = @Content(schema = @Schema(implementation = SubmissionPreview.class)))
    public Response submit(
            @Nullable SpecRequest request, @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        if (request == null) {
            throw new IllegalArgumentException("the body must be a JSON object with a preset or a spec");
        }
        if (validateOnly) {
            requestState.recorded();
            return Response.ok(submissions.preview(request)).build();
        }
        return accepted(0, Optional.of(submissions.accept(request, requestState.submitter())));
    }

    @GET
    @Operation(summary = "List experiments, newest first unless sorted otherwise")
    public Page<Experiment> list(@BeanParam ListParameters parameters) {
        return lists.page(parameters.query());
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(summary = "Read an experiment with its spec and runs")
    @APIResponse(
            responseCode = "200",
            description = "The experiment",
            content = @Content(schema = @Schema(implementation = Experiment.class)))
    public Response read(@PathParam("id") long id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        // The revision is read first: a change in between makes the tag outdated, which costs at most a second read.
        Revision revision = edits.revision(new ExperimentId(id)).orElseThrow(() -> unknown(id));
        return tags.answer(
                revision, experiments.find(new ExperimentId(id)).orElseThrow(() -> unknown(id)), ifNoneMatch);
    }

    @PATCH
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change an experiment's name, notes, tags or what is kept of it, or share it; requires If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The experiment as it is now",
            content = @Content(schema = @Schema(implementation = Experiment.class)))
    public Response change(
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable ExperimentPatch patch) {
        if (patch == null || patch.changesNothing()) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object with name, notes, tags, shared or retention");
        }
        ExperimentId experiment = new ExperimentId(id);
        Experiment before = experiments.find(experiment).orElseThrow(() -> unknown(id));
        if (patch.needsOwner() && !caller.owns(before.owner())) {
            throw new ForbiddenException("only its owner, " + before.owner() + ", and admins may "
                    + (patch.shared() != null ? "share" : patch.name() != null ? "rename" : "change what is kept of")
                    + " experiment " + id);
        }
        requestState.before(before);
        ExperimentEdit edit =
                new ExperimentEdit(patch.tags(), patch.shared(), patch.retention(), patch.name(), patch.notes());
        if (!edits.change(experiment, EntityTags.expected(ifMatch), edit)) {
            throw unknown(id);
        }
        return read(id, null);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}/:cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Cancel all runs of an experiment that have not ended")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Experiment.class)))
    public Response cancel(@PathParam("id") long id) {
        before(id);
        return accepted(id, control.cancel(new ExperimentId(id)));
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}/:pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Pause all runs of an experiment that have not ended")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Experiment.class)))
    public Response pause(@PathParam("id") long id) {
        before(id);
        return accepted(id, control.pause(new ExperimentId(id)));
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}/:resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Resume all paused runs of an experiment")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Experiment.class)))
    public Response resume(@PathParam("id") long id) {
        before(id);
        return accepted(id, control.resume(new ExperimentId(id)));
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}/:retry")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Retry all runs that failed or were cancelled: new runs continue where they stopped")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Experiment.class)))
    public Response retry(@PathParam("id") long id) {
        before(id);
        return accepted(id, control.retry(new ExperimentId(id)));
    }

    @GET
    @Path("/{id:\\d+}/summary")
    @Operation(summary = "Read the summary: pass@k per policy, and pairwise differences with confidence intervals")
    public ExperimentSummary summary(@PathParam("id") long id) {
        return summaries.of(experiments.find(new ExperimentId(id)).orElseThrow(() -> unknown(id)));
    }

    private Response accepted(long id, Optional<Experiment> changed) {
        Experiment experiment = changed.orElseThrow(() -> unknown(id));
        executor.wakeUp();
        return Response.accepted(experiment)
                .location(URI.create("/v1/experiments/" + experiment.id()))
                .build();
    }

    private void before(long id) {
        experiments.find(new ExperimentId(id)).ifPresent(requestState::before);
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("experiment " + id + " does not exist");
    }
}
