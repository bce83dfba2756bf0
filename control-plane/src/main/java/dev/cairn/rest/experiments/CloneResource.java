package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.Experiment;
import dev.cairn.ids.ExperimentId;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.SubmissionPreview;
import dev.cairn.submissions.Submissions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** New experiments with the settings of an earlier one. */
@Path("/v1/experiments/{id:\\d+}/:clone")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class CloneResource {
    private static final SpecRequest UNCHANGED = new SpecRequest(null, null, null, null, null, null);

    private final Submissions submissions;
    private final RunExecutor executor;
    private final RequestState requestState;

    CloneResource(Submissions submissions, RunExecutor executor, RequestState requestState) {
        this.submissions = submissions;
        this.executor = executor;
        this.requestState = requestState;
    }

    @POST
    @Operation(
            summary =
                    "Clone an experiment: queue a new one with its spec and your changes; with validateOnly, only return the plan")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Experiment.class)))
    @APIResponse(
            responseCode = "200",
            description = "The expanded plan and its cost, with validateOnly",
            content = @Content(schema = @Schema(implementation = SubmissionPreview.class)))
    public Response cloned(
            @PathParam("id") long id,
            @Nullable SpecRequest changes,
            @QueryParam("validateOnly") @DefaultValue("false") boolean validateOnly) {
        SpecRequest wanted = changes == null ? UNCHANGED : changes;
        ExperimentId original = new ExperimentId(id);
        if (validateOnly) {
            requestState.recorded();
            return Response.ok(submissions.previewOfClone(original, wanted).orElseThrow(() -> unknown(id)))
                    .build();
        }
        Experiment made =
                submissions.cloneOf(original, wanted, requestState.submitter()).orElseThrow(() -> unknown(id));
        executor.wakeUp();
        return Response.accepted(made)
                .location(URI.create("/v1/experiments/" + made.id()))
                .build();
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("experiment " + id + " does not exist");
    }
}
