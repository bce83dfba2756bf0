package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.experiments.ExperimentEdits;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunControl;
import dev.cairn.experiments.RunEdit;
import dev.cairn.ids.RunId;
import dev.cairn.queue.QueueView;
import dev.cairn.queue.QueuedRun;
import dev.cairn.rest.EntityTags;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A single run: reading it, controlling it, moving it in the queue. */
@Path("/v1/runs/{id:\\d+}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class RunsResource {
    private final ExperimentStore experiments;
    private final RunControl control;
    private final RunExecutor executor;
    private final ExperimentEdits edits;
    private final EntityTags tags;
    private final RequestState requestState;
    private final QueueView queue;

    RunsResource(
            ExperimentStore experiments,
            RunControl control,
            RunExecutor executor,
            QueueView queue,
            ExperimentEdits edits,
            EntityTags tags,
            RequestState requestState) {
        this.experiments = experiments;
        this.control = control;
        this.executor = executor;
        this.edits = edits;
        this.tags = tags;
        this.requestState = requestState;
        this.queue = queue;
    }

    @GET
    @Operation(summary = "Read a run with its live progress")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content = @Content(schema = @Schema(implementation = Run.class)))
    public Response read(@PathParam("id") long id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        Revision revision = edits.revision(new RunId(id)).orElseThrow(() -> unknown(id));
        return tags.answer(revision, run(id), ifNoneMatch);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Cancel a run; its owner notices within a second")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    public Response cancel(@PathParam("id") long id) {
        requestState.before(run(id));
        return accepted(control.cancel(new RunId(id)), id);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Pause a run; a running one stops after its current units")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    public Response pause(@PathParam("id") long id) {
        requestState.before(run(id));
        return accepted(control.pause(new RunId(id)), id);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Resume a paused run")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    public Response resume(@PathParam("id") long id) {
        requestState.before(run(id));
        return accepted(control.resume(new RunId(id)), id);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:retry")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Retry a failed or cancelled run: make a new run that continues where it stopped")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    public Response retry(@PathParam("id") long id) {
        requestState.before(run(id));
        return accepted(control.retry(new RunId(id)), id);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:restart")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Restart a run that has ended: make a new run from the beginning")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    public Response restart(@PathParam("id") long id) {
        requestState.before(run(id));
        return accepted(control.restart(new RunId(id)), id);
    }

    @PATCH
    @RolesAllowed(Role.Names.OPERATOR)
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "Change priority or pool of a run that has no owner; requires If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The run as it is now",
            content = @Content(schema = @Schema(implementation = Run.class)))
    public Response edit(
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable @Valid RunEdit edit) {
        if (edit == null || (edit.priority() == null && edit.pool() == null)) {
            throw new IllegalArgumentException("the body must be a JSON object with priority, pool or both");
        }
        requestState.before(run(id));
        if (!edits.requeue(new RunId(id), EntityTags.expected(ifMatch), edit)) {
            throw unknown(id);
        }
        executor.wakeUp();
        return read(id, null);
    }

    @GET
    @Path("/queue")
    @Operation(summary = "Read a run's place in the queue, and why it is not running")
    public QueuedRun queue(@PathParam("id") long id) {
        Run run = run(id);
        return queue.find(run.id())
                .orElseThrow(() -> new NotFoundException("run " + id + " is not in the queue: it is "
                        + run.state().wireName()));
    }

    private Response accepted(Optional<Run> changed, long id) {
        Run run = changed.orElseThrow(() -> unknown(id));
        executor.wakeUp();
        return Response.accepted(run)
                .location(URI.create("/v1/runs/" + run.id()))
                .build();
    }

    private Run run(long id) {
        return experiments.run(new RunId(id)).orElseThrow(() -> unknown(id));
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("run " + id + " does not exist");
    }
}
