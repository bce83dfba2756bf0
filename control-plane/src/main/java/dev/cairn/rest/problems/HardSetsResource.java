package dev.cairn.rest.problems;

import dev.cairn.access.Role;
import dev.cairn.experiments.hardsets.HardSet;
import dev.cairn.experiments.hardsets.HardSetRequest;
import dev.cairn.experiments.hardsets.HardSets;
import dev.cairn.rest.Items;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Hard sets that have a name, for {@code screen.hardSet} of other experiments. */
@Path("/v1/hard-sets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class HardSetsResource {
    private final HardSets sets;
    private final Caller caller;
    private final RequestState requestState;

    HardSetsResource(HardSets sets, Caller caller, RequestState requestState) {
        this.sets = sets;
        this.caller = caller;
        this.requestState = requestState;
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Operation(summary = "Name the hard set that an experiment's screening has found, for screen.hardSet of others")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = HardSet.class)))
    public Response name(@Nullable HardSetRequest request) {
        if (request == null) {
            throw new IllegalArgumentException("the body must be a JSON object with name and experiment");
        }
        HardSet made = sets.name(request, caller.name());
        return Response.created(URI.create("/v1/hard-sets/" + made.name()))
                .entity(made)
                .build();
    }

    @GET
    @Operation(summary = "List hard sets that have a name, by name")
    public Items<HardSet> list() {
        return new Items<>(sets.list());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Read a hard set; its problems are those of its run's screening")
    public HardSet read(@PathParam("name") String name) {
        return sets.find(name).orElseThrow(() -> unknown(name));
    }

    @DELETE
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{name}")
    @Operation(
            summary =
                    "Delete the name of a hard set for good; the screening and the experiments that have used it stay",
            description =
                    "Specs with the name are refused from then on, and it is never given again. Only by the user that"
                            + " named it, the owner of its experiment, or an admin.")
    public void delete(@PathParam("name") String name) {
        HardSet found = sets.find(name).orElseThrow(() -> unknown(name));
        if (!caller.owns(found.createdBy()) && !caller.owns(found.owner())) {
            throw new ForbiddenException(
                    "hard set " + name + " was named by " + found.createdBy() + "; only they, the owner of experiment "
                            + found.experimentId() + " and admins may delete the name");
        }
        requestState.before(found);
        if (!sets.delete(name)) {
            throw unknown(name);
        }
    }

    private static NotFoundException unknown(String name) {
        return new NotFoundException("there is no hard set " + name);
    }
}
