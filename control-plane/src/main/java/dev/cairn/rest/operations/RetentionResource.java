package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentArchive;
import dev.cairn.experiments.ExperimentDeletion;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.ExperimentId;
import dev.cairn.rest.EntityTags;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.retention.DeletionPreview;
import dev.cairn.retention.DeletionPreviews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Archives and deletes experiments. */
@Path("/v1/experiments/{id:\\d+}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class RetentionResource {
    private final ExperimentStore experiments;
    private final ExperimentArchive archive;
    private final ExperimentDeletion deletion;
    private final DeletionPreviews previews;
    private final Caller caller;
    private final RequestState requestState;

    RetentionResource(
            ExperimentStore experiments,
            ExperimentArchive archive,
            ExperimentDeletion deletion,
            DeletionPreviews previews,
            Caller caller,
            RequestState requestState) {
        this.experiments = experiments;
        this.archive = archive;
        this.deletion = deletion;
        this.previews = previews;
        this.caller = caller;
        this.requestState = requestState;
    }

    @POST
    @Path("/:archive")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Archive an experiment that has ended: lists show it only if their filter mentions archived")
    public Experiment archive(@PathParam("id") long id) {
        requestState.before(owned(id, "archive"));
        return archive.archive(new ExperimentId(id)).orElseThrow(() -> unknown(id));
    }

    @POST
    @Path("/:unarchive")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take an experiment out of the archive")
    public Experiment unarchive(@PathParam("id") long id) {
        requestState.before(owned(id, "unarchive"));
        return archive.unarchive(new ExperimentId(id)).orElseThrow(() -> unknown(id));
    }

    @DELETE
    @Operation(
            summary =
                    "Delete an experiment that has ended, with its rows and files; requires If-Match, except with dryRun")
    @APIResponse(responseCode = "204", description = "Deleted; its rows and files are removed in the background")
    @APIResponse(
            responseCode = "200",
            description = "What would be removed, and what prevents it, with dryRun",
            content = @Content(schema = @Schema(implementation = DeletionPreview.class)))
    public Response delete(
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Experiment before = owned(id, "delete");
        if (dryRun) {
            requestState.recorded();
            return Response.ok(previews.of(before)).build();
        }
        requestState.before(before);
        if (!deletion.delete(new ExperimentId(id), EntityTags.expected(ifMatch))) {
            throw unknown(id);
        }
        return Response.noContent().build();
    }

    private Experiment owned(long id, String verb) {
        Experiment experiment = experiments.find(new ExperimentId(id)).orElseThrow(() -> unknown(id));
        if (!caller.owns(experiment.owner())) {
            throw new ForbiddenException(
                    "only its owner, " + experiment.owner() + ", and admins may " + verb + " experiment " + id);
        }
        return experiment;
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("experiment " + id + " does not exist");
    }
}
